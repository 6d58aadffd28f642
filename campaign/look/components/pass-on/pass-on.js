/* Print, and copy the page's link: the buttons appear with JavaScript. On paper everything folded is open. */
(() => {
  const box = document.querySelector(".c-pass-on");
  if (box) {
    const link = box.querySelector("[data-link]");
    const status = box.querySelector("[data-link-status]");
    const show = (name, act) => {
      const item = box.querySelector(`[${name}]`);
      item.hidden = false;
      item.firstElementChild.addEventListener("click", act);
    };
    show("data-print", () => print());
    if (location.protocol.startsWith("http")) {
      // The browser knows the whole address even where the site was made without it.
      const address = link.href.replace(/index\.html$/, "");
      link.textContent = address;
      show("data-copy-link", async () => {
        try {
          await navigator.clipboard.writeText(address);
          status.textContent = status.dataset.sayCopied;
        } catch {
          getSelection().selectAllChildren(link);
          status.textContent = status.dataset.saySelect;
        }
      });
    }
  }

  const folded = () => document.querySelectorAll(".page__text details:not([open])");
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...folded()];
    for (const one of opened) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of opened) one.open = false;
  });
})();
