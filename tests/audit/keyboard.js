/* Watches where the focus goes. Each element that gets it is written down with what the reader sees of it. */
(() => {
  if (self.auditKeyboard) return;
  const name = (element) => {
    const text = (element.innerText || element.getAttribute("aria-label") || "").trim().replace(/\s+/g, " ").slice(0, 40);
    const id = element.id ? "#" + element.id : "";
    const kind = element.className && typeof element.className === "string" ? "." + element.className.split(" ")[0] : "";
    return element.tagName.toLowerCase() + id + kind + (text ? ` “${text}”` : "");
  };
  const FOCUSABLE = "a[href], area[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls], [tabindex], [contenteditable]";
  const isVisible = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  // Of radio buttons that belong together the Tab key reaches one; arrows lead to the others.
  const isFirstOfGroup = (element) =>
    element.type !== "radio" || element === document.querySelector(`input[type="radio"][name="${element.name}"]`);
  const isReachable = (element) =>
    element.tabIndex >= 0 && !element.disabled && isVisible(element) && isFirstOfGroup(element);

  // What has to get the focus, in the order in which it stands in the page.
  const expected = () => [...document.querySelectorAll(FOCUSABLE)].filter(isReachable);

  // The look of an element as far as focus shows in it.
  const look = (element) => {
    const style = getComputedStyle(element);
    return [style.outlineStyle === "none" ? "0px" : style.outlineWidth, style.boxShadow, style.borderColor, style.backgroundColor].join();
  };

  const seen = [];
  const looks = new Map();
  document.addEventListener("focusin", (event) => {
    const element = event.target;
    const box = element.getBoundingClientRect();
    const problems = [];
    if (element.id !== "content") {
      if (!isVisible(element) || box.width < 2 || box.height < 2) problems.push("has the focus and cannot be seen");
      else if (box.right <= 0 || box.left >= innerWidth || box.bottom <= 0 || box.top >= innerHeight) problems.push("has the focus outside the window");
      else {
        // WCAG 2.4.11: not entirely hidden by something else, such as a bar that stays.
        // Of something larger than the window, such as a table to scroll, what is in the window counts.
        const [left, top, right, bottom] = [Math.max(box.left, 0), Math.max(box.top, 0), Math.min(box.right, innerWidth), Math.min(box.bottom, innerHeight)];
        const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]].map(([x, y]) => [left + (right - left) * x, top + (bottom - top) * y]);
        const uncovered = points.some(([x, y]) => {
          const hit = document.elementFromPoint(x, y);
          return hit && (element.contains(hit) || hit.contains(element));
        });
        if (!uncovered) problems.push("has the focus and is covered by something else");
      }
      if (looks.get(element) === look(element)) problems.push("looks the same with and without the focus");
      const style = getComputedStyle(element);
      if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) problems.push("has no outline of 2 px or more while it has the focus");
    }
    if (element.tabIndex > 0) problems.push("has a tabindex above 0");
    seen.push({ element, name: name(element), problems });
  });

  self.auditKeyboard = {
    // A browser goes on from where the focus was last; the body's beginning is where a new reader stands.
    start: () => {
      document.body.tabIndex = -1;
      document.body.focus();
      document.body.removeAttribute("tabindex");
      scrollTo(0, 0);
      for (const element of document.querySelectorAll(FOCUSABLE)) looks.set(element, look(element));
      seen.length = 0;
    },
    // A player has buttons of its own, which take the key too before it goes on.
    count: () => expected().length + 8 * document.querySelectorAll("audio[controls], video[controls]").length,
    report: () => {
      const problems = seen.flatMap((one) => one.problems.map((what) => [one.name, what]));
      const order = seen.map((one) => one.element);
      const wanted = expected();
      // The walk goes round: what was met again counts once.
      const first = [...new Set(order)];
      for (const element of wanted) if (!first.includes(element)) problems.push([name(element), "is never reached with the Tab key"]);
      for (const element of first) if (!wanted.includes(element)) problems.push([name(element), "gets the focus and should not"]);
      const places = first.map((element) => wanted.indexOf(element)).filter((place) => place >= 0);
      for (let i = 1; i < places.length; i++) if (places[i] < places[i - 1]) problems.push([name(first[i]), "is reached out of the order of the page"]);
      return problems;
    },
  };
})();
