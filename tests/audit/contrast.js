/* Which elements with text of their own look how, as far as contrast goes. */
(() => {
  if (self.auditContrast) return;
  let found = new Map();
  const isClear = (colour) => colour === "transparent" || /, 0\)$|\/ 0\)$/.test(colour);

  // Everything from the element up to the first ground that hides what is behind; null where the ground may be
  // something else than an ancestor's colour: pictures, shadows, what is lifted out of the text.
  const look = (element) => {
    const own = getComputedStyle(element);
    const parts = [own.color, own.fontSize, own.fontWeight];
    // A link in a text has to be told from the text around it.
    if (element.matches("a")) parts.push("link", own.textDecorationLine, own.borderBottom, getComputedStyle(element.parentElement).color);
    if (own.textShadow !== "none") return null;
    for (let one = element; one; one = one.parentElement) {
      const style = one === element ? own : getComputedStyle(one);
      if (style.backgroundImage !== "none" || !/static|relative|sticky/.test(style.position) || style.float !== "none") return null;
      if (style.opacity !== "1" || style.filter !== "none" || style.mixBlendMode !== "normal" || style.zIndex !== "auto") return null;
      if (isClear(style.backgroundColor)) continue;
      parts.push(style.backgroundColor);
      if (/^rgb\(/.test(style.backgroundColor)) return parts.join();
    }
    return [...parts, "page"].join();
  };

  // Kept for screen readers only: one pixel, clipped.
  const isClipped = (element) => {
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.position === "absolute" && style.clipPath !== "none") return true;
    }
    return false;
  };

  self.auditContrast = {
    // The looks of this page; elements for which there is none are under "".
    looks: () => {
      found = new Map();
      for (const element of document.body.querySelectorAll("*")) {
        if (element.closest("svg") || !element.checkVisibility({ visibilityProperty: true })) continue;
        const hasText = [...element.childNodes].some((one) => one.nodeType === 3 && one.data.trim()) || element.matches("input, textarea, select");
        if (!hasText || isClipped(element)) continue;
        const key = look(element) || "";
        found.has(key) ? found.get(key).push(element) : found.set(key, [element]);
      }
      return [...found.keys()];
    },
    elements: (keys) => keys.flatMap((key) => found.get(key) || []),
  };
})();
