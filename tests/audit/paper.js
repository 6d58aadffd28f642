/* What is missing on paper, or is there and should not: [where, what] for each. */
() => {
  const problems = [];
  const isShown = (one) =>
    one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && one.getBoundingClientRect().height > 0;
  const name = (one) => one.tagName.toLowerCase() + " “" + (one.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40) + "”";

  for (const one of document.querySelectorAll("main details > :not(summary)"))
    if (!isShown(one)) problems.push([name(one), "is folded away on paper"]);
  // What only makes sense on a screen: to subscribe, to go on to other news.
  const screenOnly = "[hidden], noscript, .c-search, .c-news-foot, .c-follow";
  const text = "a[href^='tel:'], .c-contact p, h1, h2, p, li, td";
  for (const one of document.querySelectorAll("main"))
    for (const part of one.querySelectorAll(text))
      if (part.textContent.trim() && !part.closest(screenOnly) && !isShown(part))
        problems.push([name(part), "is missing on paper"]);
  for (const one of document.querySelectorAll(".c-exit, .c-header__tools, .c-menu, .c-skip, .c-section-nav"))
    if (isShown(one)) problems.push([name(one), "is on paper and should not"]);
  for (const one of document.querySelectorAll(".c-contact"))
    if (getComputedStyle(one).breakInside !== "avoid") problems.push([name(one), "may be cut in two by the end of a sheet"]);
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth > clientWidth + 1) problems.push(["html", `${scrollWidth} px wide on paper of ${clientWidth} px`]);
  return problems;
}
