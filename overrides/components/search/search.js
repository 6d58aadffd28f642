/* Search on the search page: in the reader's language only, with or without diacritics, in either script. */
(() => {
  const box = document.querySelector("[data-search]");
  const index = self.campaignSearchIndex;
  if (!box || !index) return;

  const CYRILLIC = {
    а: "a", б: "b", в: "v", г: "g", д: "d", ђ: "đ", е: "e", ж: "z", з: "z", и: "i", ј: "j", к: "k", л: "l", љ: "lj",
    м: "m", н: "n", њ: "nj", о: "o", п: "p", р: "r", с: "s", т: "t", ћ: "c", у: "u", ф: "f", х: "h", ц: "c", ч: "c",
    џ: "dz", ш: "s",
  };
  // "đ" is typed as "dj" or as "d": both are found.
  function fold(term) {
    let text = term.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g, "");
    text = text.replace(/[а-џ]/g, (letter) => CYRILLIC[letter] || letter);
    text = text.replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").replace(/œ/g, "oe").replace(/æ/g, "ae");
    const forms = text.includes("đ") ? [text.replace(/đ/g, "dj"), text.replace(/đ/g, "d")] : [text];
    // The Arabic article and the one-letter words written together with the next one.
    for (const form of [...forms]) {
      const bare = form.replace(/^(?:[وفبكل])?ال(?=..)/, "");
      if (bare !== form) forms.push(bare);
    }
    return forms;
  }
  const words = (text) => text.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);

  const engine = new MiniSearch({
    fields: ["title", "heading", "text"],
    tokenize: words,
    processTerm: fold,
    searchOptions: {
      boost: { title: 4, heading: 2 },
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length > 5 ? 0.2 : false),
      combineWith: "AND",
      // A query is folded to one form; the index holds all of them.
      processTerm: (term) => fold(term)[0],
    },
  });
  engine.addAll(index.map(([, title, heading, text], id) => ({ id, title, heading, text })));

  const input = box.querySelector("input");
  const results = box.querySelector("[data-search-results]");
  const status = box.querySelector("[data-search-status]");
  const nothing = box.querySelector("[data-search-none]");

  // The words around the first one that was found.
  function excerpt(text, terms) {
    const found = [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)];
    const hit = found.findIndex(([word]) => fold(word).some((form) => terms.includes(form)));
    const start = hit > 8 ? found[hit - 8].index : 0;
    const end = start + 180;
    return (start ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
  }

  function show() {
    const query = input.value.trim();
    const found = query ? engine.search(query) : [];
    const pages = new Set();
    results.replaceChildren();
    for (const hit of found) {
      const [address, title, heading, text] = index[hit.id];
      const page = address.split("#")[0];
      if (pages.has(page)) continue;
      pages.add(page);
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = address;
      link.textContent = heading && heading !== title ? title + " – " + heading : title;
      const about = document.createElement("p");
      about.textContent = excerpt(text, hit.terms);
      item.append(link, about);
      results.append(item);
      if (pages.size === 20) break;
    }
    nothing.hidden = !query || pages.size > 0;
    status.textContent = !query ? "" : pages.size ? status.dataset.saySome.replace("%", pages.size) : status.dataset.sayNone;
  }

  box.hidden = false;
  input.addEventListener("input", show);
  input.focus();
})();
