/* What is missing on paper, or is there and should not: [where, what] for each. */
() => {
  const problems = [];
  const isShown = (one) =>
    one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && one.getBoundingClientRect().height > 0;
  const name = (one) => one.tagName.toLowerCase() + " “" + (one.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40) + "”";

  // The page's own words. Lists of other pages and what is to be pressed make sense on a screen only.
  const screenOnly = "nav, [hidden], noscript, .c-helplines__more";
  for (const one of document.querySelectorAll("main details > :not(summary)"))
    if (!one.closest(screenOnly) && !isShown(one)) problems.push([name(one), "is folded away on paper"]);
  const text = "main h1, .page__lead, .page__text :is(h2, h3, p, li, td, a[href^='tel:']), .c-contact p";
  for (const one of document.querySelectorAll(text))
    if (one.textContent.trim() && !one.closest(screenOnly) && !isShown(one)) problems.push([name(one), "is missing on paper"]);
  for (const one of document.querySelectorAll(".c-exit, .c-header__tools, .c-menu, .c-skip, .c-section-nav"))
    if (isShown(one)) problems.push([name(one), "is on paper and should not"]);
  for (const one of document.querySelectorAll(".c-contact"))
    if (getComputedStyle(one).breakInside !== "avoid") problems.push([name(one), "may be cut in two by the end of a sheet"]);
  for (const one of document.querySelectorAll("main *")) {
    const isCut = !/visible/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1;
    if (isCut && isShown(one) && !one.closest(".visually-hidden")) problems.push([name(one), "goes on beyond the edge of the sheet"]);
  }
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth > clientWidth + 1) problems.push(["html", `${scrollWidth} px wide on paper of ${clientWidth} px`]);
  return problems;
}
