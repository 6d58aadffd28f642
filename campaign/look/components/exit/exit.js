/* Leave this page: on the link, or by pressing Shift, and nothing else, three times within five seconds. */
(() => {
  const link = document.querySelector("[data-exit]");
  const status = document.querySelector("[data-exit-status]");
  if (!link) return;
  const WINDOW = 5000;
  let presses = [];
  let isAlone = false;

  // At once, long before the other page is there: nothing to read, a tab that looks like that page's, and a word for
  // screen readers, for which their place on the page has to stay.
  function blank() {
    for (const element of [...document.body.children]) if (element !== status) element.remove();
    document.documentElement.classList.add("is-leaving");
    document.title = link.hostname;
    for (const icon of document.querySelectorAll('link[rel="icon"]')) icon.href = "data:,";
    status.textContent = status.dataset["say-3"];
  }

  function leave(event) {
    if (event) event.preventDefault();
    blank();
    // replace(): the Back button does not come back to this page.
    location.replace(link.href);
  }

  link.addEventListener("click", leave);

  // Alt+Shift and Ctrl+Shift switch keyboards, Shift+click opens a window, Shift and letters are writing: nobody who does
  // any of these wants to leave. So whatever is not Shift begins the counting anew.
  function reset() {
    isAlone = false;
    if (presses.length) status.textContent = "";
    presses = [];
  }
  const isShiftOnly = (event) =>
    event.key === "Shift" && !["Alt", "AltGraph", "Control", "Meta"].some((one) => event.getModifierState(one));

  // Before anything on the page that may keep an event to itself.
  for (const name of ["pointerdown", "wheel", "compositionstart"]) {
    addEventListener(name, reset, { capture: true, passive: true });
  }
  addEventListener("blur", reset);
  addEventListener("keydown", (event) => {
    if (!isShiftOnly(event)) reset();
    else if (!event.repeat) isAlone = true;
  }, true);
  // Counted when the key is let go: only then is it known that nothing else was pressed with it.
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift") return;
    if (!isAlone || !isShiftOnly(event)) return reset();
    isAlone = false;
    const now = Date.now();
    presses = presses.filter((time) => now - time < WINDOW).concat(now);
    if (presses.length >= 3) leave();
    else status.textContent = status.dataset["say-" + presses.length];
  }, true);
})();
