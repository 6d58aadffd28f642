/* A text to copy. The button appears with JavaScript; on a disk, where a page may not use the clipboard, the text is
   marked so that it can be copied by hand. */
(() => {
  for (const box of document.querySelectorAll("[data-copy]")) {
    const text = box.querySelector("textarea");
    const button = box.querySelector("[data-copy-button]");
    const status = box.querySelector("[data-copy-status]");

    // The site's own address was not known when the page was made. Over http the browser knows it.
    if (text.dataset.addressPlaceholder && location.protocol.startsWith("http")) {
      const site = new URL(text.dataset.root, location.href).href.replace(/\/$/, "");
      text.value = text.value.replaceAll(text.dataset.addressPlaceholder, site);
      box.querySelector("[data-address-note]").hidden = true;
    }

    button.hidden = false;
    button.addEventListener("click", async () => {
      text.focus();
      text.select();
      let copied = false;
      try {
        await navigator.clipboard.writeText(text.value);
        copied = true;
      } catch {
        copied = document.execCommand("copy");
      }
      status.textContent = copied ? status.dataset.sayCopied : status.dataset.saySelect;
    });
  }
})();
