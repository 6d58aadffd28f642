/* A permalink's page: open the version for this reader. What was chosen stands in the address, after the #, and is
   stored nowhere: languages (#sl) and, on the list, pages too (#sextortion,games,sq,ar). Without a choice the languages
   set in the browser decide, most wanted first. Nothing fits: the list stays, and the reader chooses. */
(() => {
  const spoken = [...(navigator.languages || [navigator.language])].map((tag) => tag.toLowerCase());
  const wanted = () => decoded(location.hash.slice(1)).toLowerCase().split(",").filter(Boolean);

  // An address that was cut off while it was copied ends in half an escape (%C): what is whole in it still counts.
  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  // Whether readers of a language tag read this version: "sr-Latn-ME" is tried as it is, then "sr-latn", then "sr".
  // The lower the number, the nearer; Infinity: not at all.
  function distance(version, tag) {
    const readers = version.dataset.readers.split(" ");
    const parts = tag.split("-");
    for (let cut = 0; cut < parts.length; cut++) {
      if (readers.includes(parts.slice(0, parts.length - cut).join("-"))) return cut;
    }
    return Infinity;
  }
  const reads = (version, tag) => distance(version, tag) < Infinity;

  function best(versions, tags) {
    for (const tag of tags) {
      const near = versions.filter((one) => reads(one, tag)).sort((a, b) => distance(a, tag) - distance(b, tag));
      if (near.length) return near[0];
    }
    return null;
  }

  // First a language that was chosen alone, then what the reader speaks, then what was chosen, then the languages of the reader's country, then the rest as it
  // stands.
  function inOrder(versions, tags) {
    const rank = (version) => {
      const tongue = spoken.findIndex((tag) => reads(version, tag));
      const choice = tags.findIndex((tag) => reads(version, tag));
      const isNear = version.dataset.countries.split(" ").some((code) => spoken.some((tag) => tag.split("-").slice(1).includes(code)));
      if (tags.length === 1 && choice === 0) return -1;
      return tongue >= 0 ? tongue : choice >= 0 ? 100 + choice : isNear ? 200 : 300;
    };
    return versions.map((one) => [rank(one), one]).sort(([a], [b]) => a - b).map(([, one]) => one);
  }

  const page = document.querySelector("[data-go]");
  if (page) {
    const links = [...page.querySelectorAll("a[data-readers]")];
    const tags = wanted();
    const chosen = links.filter((link) => tags.some((tag) => reads(link, tag)));
    // One language was chosen: that one. Several, as for the families of a school: the reader's own among them.
    const link = tags.length === 1 ? best(links, [...tags, ...spoken]) : best(chosen.length ? chosen : links, spoken);
    // A sheet asks whether it is still right: ?e=7 is its edition. Then the page answers, and the reader goes on.
    const edition = new URLSearchParams(location.search).get("e");
    const sheets = [...page.querySelectorAll("[data-edition-in]")];
    const sheet = edition !== null && (best(sheets, tags.length === 1 ? [...tags, ...spoken] : spoken) || sheets[0]);
    if (sheet) {
      const answers = [...sheet.querySelectorAll("[data-edition]")];
      const answer = answers.find((one) => one.dataset.edition === edition.replace(/^0+/, "")) || answers.find((one) => !one.dataset.edition);
      for (const one of answers) one.hidden = one !== answer;
      sheet.hidden = false;
      return;
    }
    if (link) location.replace(link.href);
    else page.querySelector("ul").append(...inOrder(links, tags).map((one) => one.parentElement));
    return;
  }

  const list = document.querySelector("[data-go-list]");
  if (!list) return;
  const sections = [...list.querySelectorAll("section")];
  const items = [...list.querySelectorAll("[data-id]")];
  const idsOf = (item) => item.dataset.id.split(" ");
  const known = new Set(items.flatMap(idsOf));

  // The list in the reader's own words: what was chosen goes along. Whoever has come to another one stays there.
  const languages = wanted().filter((name) => !known.has(name));
  const own = best(sections, languages.length === 1 ? [...languages, ...spoken] : spoken);
  const home = own && list.querySelector(`[hreflang="${own.lang}"]`);
  if (home && own.lang !== list.dataset.goList && "start" in list.dataset) {
    // From a disk a page has its whole name.
    const address = new URL(home.dataset.home, location.href).href;
    location.replace((location.protocol === "file:" ? address : address.replace(/index\.html$/, "")) + location.hash);
    return;
  }

  // What was chosen and is not there in the reader's language is named, and leads to where it is.
  function tellMissing(section, chosen) {
    const note = section.querySelector(".c-go__missing");
    for (const one of section.querySelectorAll("[data-elsewhere]")) one.remove();
    const there = new Set([...section.querySelectorAll("[data-id]")].flatMap(idsOf));
    const missing = chosen.filter((id) => !there.has(id));
    note.hidden = !missing.length;
    if (!missing.length) return;
    const found = missing.map((id) => items.find((item) => idsOf(item).includes(id))).map((item) => {
      const copy = document.createElement("li");
      copy.append(item.firstElementChild.cloneNode(true));
      copy.firstElementChild.lang = copy.firstElementChild.hreflang = item.closest("section").lang;
      copy.firstElementChild.dir = item.closest("section").dir;
      return copy;
    });
    const others = document.createElement("ul");
    others.dataset.elsewhere = "";
    others.append(...found);
    section.append(others);
    section.hidden = false;
  }

  function show() {
    const chosen = wanted().filter((name) => known.has(name));
    const tags = wanted().filter((name) => !known.has(name));
    for (const item of items) {
      item.hidden = chosen.length ? !idsOf(item).some((id) => chosen.includes(id)) : "unlisted" in item.dataset;
    }
    for (const section of sections) {
      section.hidden = [...section.querySelectorAll("[data-id]")].every((item) => item.hidden);
      section.querySelector(".c-go__chosen").hidden = !chosen.length;
    }
    const ordered = inOrder(sections, tags);
    ordered.forEach((section, place) => tellMissing(section, place || !own ? [] : chosen));
    list.append(...ordered);
    for (const link of list.querySelectorAll(".c-go__choose a")) {
      link.hash = [...chosen, link.hreflang].join();
      link.parentElement.hidden = document.getElementById(link.hreflang).hidden;
      if (tags.length === 1 && tags[0] === link.hreflang.toLowerCase()) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    scrollTo(0, 0);
  }
  addEventListener("hashchange", show);
  show();
})();
