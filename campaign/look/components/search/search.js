/* Search on the search page: in the reader's language only, with or without diacritics, in either script. */
(() => {
  const box = document.querySelector("[data-search]");
  const index = self.campaignSearchIndex;
  if (!box || !index) return;
  const SHOWN = 20;
  const [AUDIENCE, WEIGHT] = [4, 5]; // places in a page's entry
  const THEIRS = 3; // how much more a page counts that is for whoever says of themselves who they are
  const STEM = "*";

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

  // A word in every spelling in which it may be typed.
  function spellings(word) {
    const text = word.toLowerCase().normalize("NFKD").replace(MARKS, "").replace(LETTER, (letter) => LETTERS[letter])
      .replace(DIGIT, latinDigit);
    const forms = tables.reduce((found, one) => (one.forms ? found.flatMap(one.forms) : found), [text]);
    return [...new Set(forms)];
  }

  // Forms of one word (child, children) share a sign beside their letters, in the index and in what is typed: "7=*", with
  // the number of their family, and a star because nothing goes on after it.
  const families = new Map();
  index.forms.split(" ").filter(Boolean).forEach((family, number) => {
    const [start, ends] = family.split("|");
    for (const form of ends.split(",").flatMap((end) => spellings(start + end))) {
      families.set(form, [...(families.get(form) || []), number + "=" + STEM]);
    }
  });
  const fold = (word) => [...new Set(spellings(word).flatMap((form) => [form, ...(families.get(form) || [])]))];

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

  // A number in groups is looked for in one piece or in its groups, a word in any of the forms that `formsOf` knows.
  function queryOf(text, combineWith, formsOf) {
    const any = (word) => ({ combineWith: "OR", queries: formsOf(word) });
    const all = (parts) => ({ combineWith: "AND", queries: parts });
    const numbers = longNumbers(text);
    const rest = numbers.reduce((left, number) => left.replace(number, " "), text);
    const either = (number) => ({ combineWith: "OR", queries: [any(joined(number)), all(words(number).map(any))] });
    return { combineWith, queries: [...numbers.map(either), ...words(rest).map(any)] };
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

  const searchOptions = {
    prefix: (term) => !term.endsWith(STEM) && (term.length > 2 || IS_UNSPACED.test(term)),
    // Another digit is another number, another ending another stem.
    fuzzy: (term) => (term.length > 4 && !/[\d*]/.test(term) ? 0.2 : false),
    weights: { prefix: 0.5, fuzzy: 0.2 },
    // `queryOf` has cut and folded.
    tokenize: (term) => [term],
    processTerm: (term) => term,
  };
  const engine = new MiniSearch({
    fields: ["title", "headings", "description", "text"],
    // The words of a text are cut already.
    tokenize: (text, field) => (field === "text" ? text.split(" ") : terms(text)),
    processTerm: fold,
    searchOptions: {
      ...searchOptions,
      boost: { title: 6, headings: 3, description: 2 },
    },
  });
  engine.addAll(
    index.pages.map(([, title, description, headings], id) => ({
      id,
      title,
      description,
      headings: headings.map(([, heading]) => heading).join(" "),
      text: texts[id].join(" "),
    })),
  );

  // What people type who look for a page, and what readers say of themselves, line by line. A word with a star stands for
  // every word that begins so: it is kept with its star, and what is typed is looked up by each of its beginnings with a
  // star.
  const wordsOf = (line) => line.split(" ").flatMap(wordsWithStar).map(fold);
  const lines = [
    ...index.asked.flatMap(([page, all, isUrgent]) => all.map((line) => ({ page, isUrgent, words: wordsOf(line) }))),
    ...index.said.flatMap((all, audience) => all.map((line) => ({ audience, words: wordsOf(line) }))),
  ];
  function wordsWithStar(word) {
    const found = words(word);
    return word.endsWith(STEM) ? [...found.slice(0, -1), found.pop() + STEM] : found;
  }
  const stems = (form) => Array.from(form, (_, end) => form.slice(0, end + 1) + STEM).slice(1);
  const formsAndStems = (word) => [...fold(word), ...spellings(word).flatMap(stems)];
  const asked = new MiniSearch({
    fields: ["words"],
    tokenize: (text) => text.split(" "),
    processTerm: (term) => term,
    searchOptions,
  });
  asked.addAll(lines.map((line, id) => ({ id, words: line.words.flat().join(" ") })));

  // Lines of which every word was typed: those for the pages of whoever speaks first, then those with most words, then as
  // the campaign has them.
  function findAsked(query) {
    const found = asked.search(queryOf(query, "OR", formsAndStems));
    const whole = found.filter((hit) => lines[hit.id].words.every((forms) => forms.some((form) => hit.terms.includes(form))));
    const length = (hit) => lines[hit.id].words.length;
    whole.sort((one, other) => length(other) - length(one) || other.score - one.score || one.id - other.id);
    const all = whole.map((hit) => lines[hit.id]);
    const speaks = new Set(all.map((line) => line.audience));
    const isTheirs = (page) => speaks.has(index.pages[page][AUDIENCE]);
    const wanted = all.filter((line) => "page" in line);
    return { isTheirs, wanted: wanted.sort((one, other) => isTheirs(other.page) - isTheirs(one.page)) };
  }

  // Pages that people look for with these words, then those with all words, then those with some: each once. Where the
  // first two are missing, nobody knows what was meant.
  function search(query) {
    const { isTheirs, wanted } = findAsked(query);
    const boostDocument = (id) => (index.pages[id][WEIGHT] / 100) * (isTheirs(id) ? THEIRS : 1);
    const [all, some] = ["AND", "OR"].map((combineWith) => engine.search(queryOf(query, combineWith, fold), { boostDocument }));
    const sure = new Set([...wanted.map((line) => line.page), ...all.map((hit) => hit.id)]);
    const others = some.map((hit) => hit.id).filter((id) => !sure.has(id));
    return {
      ids: [...sure, ...others.slice(0, Math.max(0, SHOWN - sure.size))],
      isUrgent: !sure.size || wanted.some((line) => line.isUrgent),
    };
  }

  const input = box.querySelector("input");
  const results = box.querySelector("[data-search-results]");
  const status = box.querySelector("[data-search-status]");
  const nothing = box.querySelector("[data-search-none]");
  const help = box.querySelector("[data-search-help]");

  // Whether a text has all that was typed, to the letter or begun.
  function says(text, query) {
    const forms = terms(text).flatMap(fold);
    return words(query).every((word) => fold(word).some((typed) => forms.some((form) => form.startsWith(typed))));
  }

  // The page, or the part of it whose heading says what was typed; for whom it is, and what it is about.
  function render(id, query) {
    const [address, title, description, headings, audience] = index.pages[id];
    const [anchor, heading] = (!says(title, query) && headings.find(([, one]) => says(one, query))) || ["", ""];
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = anchor ? address + "#" + anchor : address;
    link.textContent = heading ? title + " – " + heading : title;
    item.append(link);
    const add = (name, text) => {
      const line = document.createElement("p");
      line.className = name;
      line.textContent = text;
      item.append(line);
    };
    if (index.audiences[audience]) add("c-search__audience", index.audiences[audience]);
    add("c-search__about", description);
    return item;
  }

  function show() {
    const query = input.value.trim();
    const { ids, isUrgent } = words(query).length ? search(query) : { ids: [], isUrgent: true };
    results.replaceChildren(...ids.slice(0, SHOWN).map((id) => render(id, query)));
    nothing.hidden = !query || ids.length > 0;
    help.hidden = !isUrgent;
    status.textContent = !query ? "" : ids.length ? status.dataset.saySome.replace("%", ids.length) : status.dataset.sayNone;
  }

  box.querySelector("[data-search-box]").hidden = false;
  input.addEventListener("input", show);
  input.focus();
})();
