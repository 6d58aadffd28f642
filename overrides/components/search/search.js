/* Search on the search page: in the reader's language only, with or without diacritics, in either script. */
(() => {
  const box = document.querySelector("[data-search]");
  const index = self.campaignSearchIndex;
  if (!box || !index) return;
  const SHOWN = 20;

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

  // The words of each page. A word's place is one sign a page: its code minus 48 is the number of pages passed over.
  const texts = index.pages.map(() => []);
  index.words.split(" ").forEach((word, number) => {
    let page = -1;
    for (const sign of index.places[number]) {
      page += sign.charCodeAt(0) - 47;
      texts[page].push(word);
    }
  });

  const engine = new MiniSearch({
    fields: ["title", "headings", "text"],
    tokenize: words,
    processTerm: fold,
    searchOptions: {
      boost: { title: 4, headings: 2 },
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length > 5 ? 0.2 : false),
      combineWith: "AND",
      // A query is folded to one form; the index holds all of them.
      processTerm: (term) => fold(term)[0],
    },
  });
  engine.addAll(
    index.pages.map(([, title, description, headings], id) => ({
      id,
      title: title + " " + description,
      headings: headings.map(([, heading]) => heading).join(" "),
      text: texts[id].join(" "),
    })),
  );

  const input = box.querySelector("input");
  const results = box.querySelector("[data-search-results]");
  const status = box.querySelector("[data-search-status]");
  const nothing = box.querySelector("[data-search-none]");

  const isHit = (terms) => (text) => words(text).some((word) => fold(word).some((form) => terms.includes(form)));

  // The page, or the part of it whose heading was found; and, where they are not seen yet, the words that were found.
  function render(hit) {
    const [address, title, description, headings] = index.pages[hit.id];
    const matches = isHit(hit.terms);
    const [anchor, heading] = (!matches(title) && headings.find(([, one]) => matches(one))) || ["", ""];
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = anchor ? address + "#" + anchor : address;
    link.textContent = heading ? title + " – " + heading : title;
    const about = document.createElement("p");
    about.textContent = description;
    item.append(link, about);
    if (!heading && !matches(title) && !matches(description)) {
      const found = document.createElement("p");
      found.className = "c-search__words";
      found.textContent = "… " + texts[hit.id].filter(matches).slice(0, 5).join(" … ") + " …";
      item.append(found);
    }
    return item;
  }

  function show() {
    const query = input.value.trim();
    const found = query ? engine.search(query) : [];
    results.replaceChildren(...found.slice(0, SHOWN).map(render));
    nothing.hidden = !query || found.length > 0;
    status.textContent = !query ? "" : found.length ? status.dataset.saySome.replace("%", found.length) : status.dataset.sayNone;
  }

  box.hidden = false;
  input.addEventListener("input", show);
  input.focus();
})();
