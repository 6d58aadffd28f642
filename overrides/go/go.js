/* A permalink's page: open the version for this reader. The choice comes from the address (#sl), else from the
   languages set in the browser, most wanted first; nothing is stored. No match: the list stays, and the reader chooses. */
(() => {
  const wanted = decodeURIComponent(location.hash.slice(1)).toLowerCase().split(",").filter(Boolean);

  // "sr-Latn-ME" is tried first as it is, then as "sr-latn", then as "sr".
  function best(candidates) {
    const known = candidates.map((one) => [one, one.dataset.readers.split(" ")]);
    for (const tag of [...wanted, ...(navigator.languages || [navigator.language])]) {
      for (let parts = tag.toLowerCase().split("-"); parts.length; parts.pop()) {
        const found = known.find(([, readers]) => readers.includes(parts.join("-")));
        if (found) return found[0];
      }
    }
    return null;
  }

  const one = document.querySelector("[data-go]");
  if (one) {
    const link = best([...one.querySelectorAll("a[data-readers]")]);
    if (link) location.replace(link.href);
    return;
  }

  // The list: the reader's language first, and of each language only what the address names: #sextortion,games
  const list = document.querySelector("[data-go-list]");
  if (!list) return;
  const sections = [...list.querySelectorAll("section")];
  const ids = new Set([...list.querySelectorAll("[data-id]")].map((item) => item.dataset.id));
  const chosen = wanted.filter((name) => ids.has(name));
  if (chosen.length) {
    for (const section of sections) {
      const items = [...section.querySelectorAll("[data-id]")];
      for (const item of items) item.hidden = !chosen.includes(item.dataset.id);
      section.hidden = items.every((item) => item.hidden);
    }
  }
  const first = best(sections.filter((section) => !section.hidden));
  if (first) list.querySelector("h1").after(first);
})();
