/* What forced colours, the dark and stilled motion change on the page as it is now. */
(() => {
  if (self.auditAppearance) return;
  const isVisible = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const name = (element) => {
    const text = (element.innerText || "").trim().replace(/\s+/g, " ").slice(0, 40);
    const kind = typeof element.className === "string" && element.className ? "." + element.className.split(" ")[0] : "";
    return element.tagName.toLowerCase() + kind + (text ? ` “${text}”` : "");
  };
  const all = () => [...document.body.querySelectorAll("*")];
  const isClear = (colour) => colour === "transparent" || /, 0\)$|\/ 0\)$/.test(colour);

  // A system colour as it is now, as computed styles write it.
  const system = (word) => {
    const probe = document.createElement("i");
    document.body.append(probe);
    probe.style.color = word;
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  };

  self.auditAppearance = {
    // Where everything lies and what can be seen of it: the same words for the same shape of the page.
    shape: () => all().map((one) => {
      const box = one.getBoundingClientRect();
      return [isVisible(one) ? 1 : 0, box.left, box.top, box.width, box.height].map((n) => Math.round(n * 4)).join();
    }).join(";"),

    // Nothing moves for readers who asked for that.
    moving: () => all().filter(isVisible).flatMap((one) => [null, "::before", "::after"].flatMap((part) => {
      const style = getComputedStyle(one, part);
      const seconds = `${style.transitionDuration}, ${style.animationName === "none" ? "0s" : style.animationDuration}`;
      const moves = seconds.split(",").some((time) => parseFloat(time) > 0.01);
      return moves || style.scrollBehavior === "smooth" ? [[name(one) + (part || ""), "moves although the reader asked for no motion"]] : [];
    })),

    // In forced colours grounds and shadows go: what was told by them alone is gone.
    lost: () => {
      const ground = system("Canvas");
      const problems = [];
      for (const one of all()) {
        if (!isVisible(one)) continue;
        const style = getComputedStyle(one);
        if (one.matches("a[href], button, summary, input, select, textarea")) {
          const hasEdge = ["Top", "Right", "Bottom", "Left"].some((side) => parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== "none");
          const isLine = style.textDecorationLine.includes("underline");
          const ink = style.color;
          // Links and buttons get colours of their own by the system; a link that is only text-coloured would be lost.
          if (!hasEdge && !isLine && ink === system("CanvasText") && !one.matches("summary, input, select, textarea"))
            problems.push([name(one), "cannot be told from text in forced colours"]);
        }
        for (const part of [null, "::before", "::after"]) {
          const drawn = getComputedStyle(one, part);
          if (part && (drawn.content === "none" || drawn.content === "normal")) continue;
          const mask = drawn.maskImage || drawn.webkitMaskImage;
          if (mask && mask !== "none" && drawn.forcedColorAdjust !== "none" && (isClear(drawn.backgroundColor) || drawn.backgroundColor === ground))
            problems.push([name(one) + (part || ""), "a sign drawn as a mask has the colour of the ground in forced colours"]);
        }
      }
      return problems;
    },
  };
})();
