/* Hosts that know only one 404 page send the English one for every address: go on to the one in the address's language. */
(() => {
  if (!document.body.classList.contains("kind-404")) return;
  const current = document.documentElement.lang;
  const links = [...document.querySelectorAll(".c-languages a[hreflang]")];
  const folder = (link) => new URL(link.href).pathname.replace(/404\.html$/, "");
  const here = links
    .filter((link) => location.pathname.startsWith(folder(link)))
    .sort((a, b) => folder(b).length - folder(a).length)[0];
  if (here && here.hreflang !== current) location.replace(here.href);
})();
