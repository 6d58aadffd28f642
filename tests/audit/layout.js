/* What sticks out, is cut off or lies over something else, on the page as it is now: [where, what] for each. */
() => {
  const problems = [];
  const name = (element) => {
    const text = (element.innerText || "").trim().replace(/\s+/g, " ").slice(0, 40);
    const kind = typeof element.className === "string" && element.className ? "." + element.className.split(" ")[0] : "";
    return element.tagName.toLowerCase() + (element.id ? "#" + element.id : "") + kind + (text ? ` “${text}”` : "");
  };
  const isVisible = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  // What follows from an element's ancestors is asked once for each of them.
  const remembered = (ask) => {
    const known = new Map();
    return (element) => {
      if (!known.has(element)) known.set(element, ask(element));
      return known.get(element);
    };
  };
  // Kept for screen readers only: one pixel, clipped.
  const isHidden = remembered((element) => {
    if (!element) return false;
    const style = getComputedStyle(element);
    return (style.clipPath !== "none" && style.position === "absolute") || isHidden(element.parentElement);
  });
  // The boxes around an element that scroll, sideways or at all.
  const around = (property) => {
    const boxes = remembered((element) => {
      const parent = element.parentElement;
      if (!parent || parent === document.body) return [];
      return /auto|scroll/.test(getComputedStyle(parent)[property]) ? [parent, ...boxes(parent)] : boxes(parent);
    });
    return boxes;
  };
  const scrollers = around("overflow");
  const sideways = around("overflowX");
  const scrolls = (element) => sideways(element).length > 0;
  // The part of a box that the scrolling boxes around its element leave to be seen; null for none.
  const seen = (element, box) => {
    let { left, right, top, bottom } = box;
    for (const one of scrollers(element)) {
      const frame = one.getBoundingClientRect();
      [left, right] = [Math.max(left, frame.left), Math.min(right, frame.right)];
      [top, bottom] = [Math.max(top, frame.top), Math.min(bottom, frame.bottom)];
    }
    return right - left > 1 && bottom - top > 1 ? { left, right, top, bottom, width: right - left, height: bottom - top } : null;
  };
  const width = document.documentElement.clientWidth;

  // Open menus have to be in the window too.
  const menus = [...document.querySelectorAll("header details")].filter(isVisible);
  for (const menu of menus) {
    menu.open = true;
    for (const link of menu.querySelectorAll("a")) {
      const box = link.getBoundingClientRect();
      if (box.left < -1 || box.right > width + 1) problems.push([name(link), "sticks out of the window when its menu is open"]);
    }
    menu.open = false;
  }

  if (document.documentElement.scrollWidth > width) problems.push(["html", `${document.documentElement.scrollWidth} px wide in a window of ${width} px`]);
  for (const element of document.body.querySelectorAll("*")) {
    if (element instanceof SVGElement && !(element instanceof SVGSVGElement)) continue;
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height || !isVisible(element)) continue;
    const style = getComputedStyle(element);
    if ((box.right > width + 1 || box.left < -1) && !scrolls(element) && !isHidden(element) && !(element.matches(".c-skip")))
      problems.push([name(element), `sticks out sideways (${Math.round(box.left)} to ${Math.round(box.right)} of ${width} px)`]);
    const cuts = /hidden|clip/.test(style.overflowX + style.overflowY) || style.textOverflow === "ellipsis";
    if (cuts && !isHidden(element) && element.innerText && element.innerText.trim())
      if (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1) problems.push([name(element), "its text is cut off"]);
  }

  // Words run in the direction of their language, or their full stop stands at the wrong end.
  for (const element of document.body.querySelectorAll("[lang]")) {
    const wanted = /^(ar|fa|he|ur)\b/.test(element.lang) ? "rtl" : "ltr";
    if (element.innerText && isVisible(element) && getComputedStyle(element).direction !== wanted) problems.push([name(element), `is ${element.lang}, and does not run ${wanted}`]);
  }

  // Lines of text that lie over each other.
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const fixed = document.querySelector(".c-exit");
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || !parent || !isVisible(parent) || isHidden(parent) || parent.closest("script, style, noscript, svg, .c-skip") || (fixed && fixed.contains(parent))) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const line of range.getClientRects()) {
      const box = line.width > 1 && line.height > 1 ? seen(parent, line) : null;
      if (box) lines.push({ box, parent });
    }
  }
  lines.sort((a, b) => a.box.top - b.box.top);
  for (let i = 0; i < lines.length; i++)
    for (let j = i + 1; j < lines.length && lines[j].box.top < lines[i].box.bottom; j++) {
      const [a, b] = [lines[i], lines[j]];
      if (a.parent === b.parent || a.parent.contains(b.parent) && a.parent.matches("li, p, td, dd, summary, blockquote, strong, em, a, span")) continue;
      // Boxes of lines are as high as their line; letters are lower. A third of the lower one is an overlap that is seen.
      const x = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const y = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (x > 2 && y > Math.min(a.box.height, b.box.height) * 0.34) problems.push([name(b.parent), `lies over ${name(a.parent)}`]);
    }

  // Things to tap that lie over each other; the bar that stays is looked at below.
  const targets = [...document.querySelectorAll("a[href], button, summary, input")]
    .filter((one) => isVisible(one) && !isHidden(one) && !one.closest(".c-exit, .c-skip") && seen(one, one.getBoundingClientRect()));
  const boxes = targets.map((one) => seen(one, one.getBoundingClientRect()));
  for (let i = 0; i < targets.length; i++)
    for (let j = i + 1; j < targets.length; j++) {
      if (targets[i].contains(targets[j]) || targets[j].contains(targets[i])) continue;
      const [a, b] = [boxes[i], boxes[j]];
      const inText = getComputedStyle(targets[i]).display === "inline" || getComputedStyle(targets[j]).display === "inline";
      const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (x > 2 && y > 2 && !inText) problems.push([name(targets[j]), `lies over ${name(targets[i])}`]);
    }

  // Things to tap are 24 px high and wide (WCAG 2.5.8), even where others are far away. Free are links in a sentence, and
  // boxes to tick whose label is the target.
  const isInSentence = (one) => {
    let block = one;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    return block !== one && block.innerText.trim().length > one.innerText.trim().length;
  };
  for (const target of [...targets, ...document.querySelectorAll("select, textarea, .c-exit a")]) {
    if (!isVisible(target) || target.closest("label") || isInSentence(target)) continue;
    const box = target.getBoundingClientRect();
    if (box.width < 23.5 || box.height < 23.5) problems.push([name(target), `is ${Math.round(box.width)} × ${Math.round(box.height)} px to tap; 24 × 24 are needed`]);
  }

  // The way out: always in the window, large enough, and at the page's end it covers no text.
  const exit = document.querySelector("[data-exit]");
  if (exit) {
    scrollTo(0, document.documentElement.scrollHeight);
    const box = exit.getBoundingClientRect();
    if (box.height < 44 || box.width < 44) problems.push([name(exit), `is ${Math.round(box.width)} × ${Math.round(box.height)} px; 44 × 44 are needed`]);
    if (box.top < 0 || box.bottom > innerHeight + 1 || box.left < -1 || box.right > width + 1) problems.push([name(exit), "is not in the window"]);
    const bar = document.querySelector(".c-exit").getBoundingClientRect();
    for (const { parent } of lines) {
      const line = parent.getBoundingClientRect();
      if (!scrolls(parent) && line.bottom > bar.top + 2 && line.top < bar.bottom && line.right > bar.left + 2 && line.left < bar.right - 2 && parent.closest("footer, main") && parent.children.length === 0) {
        problems.push([name(parent), "lies under the way out at the end of the page"]);
        break;
      }
    }
    scrollTo(0, 0);
  } else problems.push(["body", "there is no way out"]);
  return problems;
}
