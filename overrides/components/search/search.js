/* Search on the search page: in the reader's language only, with or without diacritics, in either script. */
(() => {
  const box = document.querySelector("[data-search]");
  const index = self.campaignSearchIndex;
  if (!box || !index) return;
  const SHOWN = 20;

  // What search makes of the letters of each script, in the index and in what is typed, whatever the language. `marks`
  // are left out; `letters` are those written in two ways; `forms` gives every form in which a word is looked up.
  const SCRIPTS = {
    Latin: {
      marks: "\u0300-\u036f",
      letters: { œ: "oe", æ: "ae", ø: "o", ł: "l", ß: "ss", ı: "i", ð: "d", þ: "th" },
      // "đ" is typed as "dj" or as "d".
      forms: (word) => (word.includes("đ") ? [word.replace(/đ/g, "dj"), word.replace(/đ/g, "d")] : [word]),
    },
    Cyrillic: {
      marks: "\u0483-\u0487",
      letters: {
        а: "a", б: "b", в: "v", г: "g", д: "d", ђ: "đ", е: "e", ж: "z", з: "z", и: "i", ј: "j", к: "k", л: "l",
        љ: "lj", м: "m", н: "n", њ: "nj", о: "o", п: "p", р: "r", с: "s", т: "t", ћ: "c", у: "u", ф: "f", х: "h",
        ц: "c", ч: "c", џ: "dz", ш: "s", ѕ: "dz",
      },
    },
    Greek: { letters: { ς: "σ" } },
    Hebrew: {
      marks: "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7",
      letters: { ך: "כ", ם: "מ", ן: "נ", ף: "פ", ץ: "צ" },
    },
    Arabic: {
      marks: "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed",
      letters: { ٱ: "ا", ى: "ي", ی: "ي", ک: "ك", ة: "ه", ہ: "ه" },
      // The article, and the one-letter words written together with it; لل is ل and the article.
      forms: (word) => [word, word.replace(/^[وف]?(?:[بكل]?ال|لل)(?=..)/, "")],
    },
  };
  // Thai, Lao, Burmese, Khmer, Chinese, Japanese: no spaces between words. What makes the index cuts them the same way.
  const UNSPACED =
    "\u0e01-\u0e4e\u0e81-\u0ece\u1000-\u103f\u1050-\u109d\u1780-\u17d3\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff" +
    "\u{20000}-\u{3ffff}";
  const ZEROS = [..."٠۰०০๐"].map((zero) => zero.charCodeAt(0));
  const LONG_NUMBER = 5;

  const tables = Object.values(SCRIPTS);
  const MARKS = new RegExp("[" + tables.map((one) => one.marks || "").join("") + "]", "g");
  const LETTERS = Object.assign({}, ...tables.map((one) => one.letters));
  const LETTER = new RegExp("[" + Object.keys(LETTERS).join("") + "]", "g");
  const tenFrom = (zero) => String.fromCharCode(zero) + "-" + String.fromCharCode(zero + 9);
  const DIGIT = new RegExp("[" + ZEROS.map(tenFrom).join("") + "]", "g");
  const latinDigit = (digit) => digit.charCodeAt(0) - ZEROS.filter((zero) => zero <= digit.charCodeAt(0)).pop();

  // A word in every form in which it may be typed.
  function fold(word) {
    const text = word.toLowerCase().normalize("NFKD").replace(MARKS, "").replace(LETTER, (letter) => LETTERS[letter])
      .replace(DIGIT, latinDigit);
    const forms = tables.reduce((found, one) => (one.forms ? found.flatMap(one.forms) : found), [text]);
    return [...new Set(forms)];
  }

  const NUMBER = /\p{Nd}+(?:[\s().\/-]{1,2}\p{Nd}+)+/gu;
  const RUNS = new RegExp("[" + UNSPACED + "]+|[^" + UNSPACED + "]+", "gu");
  const IS_UNSPACED = new RegExp("^[" + UNSPACED + "]", "u");
  const words = (text) =>
    text.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean).flatMap((word) => word.match(RUNS).flatMap(pairs));
  function pairs(run) {
    if (!IS_UNSPACED.test(run)) return [run];
    const signs = run.match(/\P{M}\p{M}*|\p{M}+/gu);
    return signs.map((sign, place) => sign + (signs[place + 1] || ""));
  }
  const joined = (number) => number.replace(/\P{Nd}/gu, "");
  const longNumbers = (text) => (text.match(NUMBER) || []).filter((number) => joined(number).length >= LONG_NUMBER);
  // Words, and numbers in groups (080 888 888) also in one piece.
  const terms = (text) => [...longNumbers(text).map(joined), ...words(text)];

  // A number in groups is looked for in one piece or in its groups, a word in any of its forms.
  function queryOf(text) {
    const any = (word) => ({ combineWith: "OR", queries: fold(word) });
    const all = (parts) => ({ combineWith: "AND", queries: parts });
    const numbers = longNumbers(text);
    const rest = numbers.reduce((left, number) => left.replace(number, " "), text);
    const either = (number) => ({ combineWith: "OR", queries: [any(joined(number)), all(words(number).map(any))] });
    return all([...numbers.map(either), ...words(rest).map(any)]);
  }

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
    // The words of a text are cut already.
    tokenize: (text, field) => (field === "text" ? text.split(" ") : terms(text)),
    processTerm: fold,
    searchOptions: {
      boost: { title: 4, headings: 2 },
      prefix: (term) => term.length > 2 || IS_UNSPACED.test(term),
      // Another digit is another number.
      fuzzy: (term) => (term.length > 5 && !/\d/.test(term) ? 0.2 : false),
      // `queryOf` has cut and folded.
      tokenize: (term) => [term],
      processTerm: (term) => term,
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

  const isHit = (found) => (text) => terms(text).some((word) => fold(word).some((form) => found.includes(form)));

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
    const found = words(query).length ? engine.search(queryOf(query)) : [];
    results.replaceChildren(...found.slice(0, SHOWN).map(render));
    nothing.hidden = !query || found.length > 0;
    status.textContent = !query ? "" : found.length ? status.dataset.saySome.replace("%", found.length) : status.dataset.sayNone;
  }

  box.hidden = false;
  input.addEventListener("input", show);
  input.focus();
})();
