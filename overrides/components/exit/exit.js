/* Leave this page: on the link, or by pressing Shift three times within five seconds. */
(() => {
  const link = document.querySelector("[data-exit]");
  const status = document.querySelector("[data-exit-status]");
  if (!link) return;
  const WINDOW = 5000;
  let presses = [];
  let withOtherKey = false;

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
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") withOtherKey = true;
    else if (!event.repeat) withOtherKey = false;
  });
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift") return;
    if (withOtherKey) {
      presses = [];
      return;
    }
    const now = Date.now();
    presses = presses.filter((time) => now - time < WINDOW).concat(now);
    if (presses.length >= 3) leave();
    else status.textContent = status.dataset["say-" + presses.length];
  });
})();
