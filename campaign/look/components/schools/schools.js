/* The page for schools. What can be chosen is read from the list of kits in the page; the choice lives in the address
   (#guides=…&languages=…), so that it can be bookmarked and sent. Nothing is sent anywhere or stored. */
(() => {
  const tool = document.querySelector("[data-schools]");
  if (!tool) return;
  const one = (selector) => tool.querySelector(selector);
  const all = (selector) => [...tool.querySelectorAll(selector)];
  const fill = (text, ...values) => values.reduce((done, value, index) => done.replace("%" + (index + 1), value), text);

  const guides = [...document.querySelectorAll("[data-guide]")].map((element) => ({
    id: element.dataset.guide,
    element,
    title: element.querySelector("[data-title]"),
    kits: new Map([...element.querySelectorAll("[data-language]")].map((kit) => [kit.dataset.language, kit])),
  }));
  const filters = all("[data-filter]");
  const languages = all(".c-schools__languages input");
  const isOnWeb = location.protocol.startsWith("http");
  // The address under which the site is published, or the one under which it is open now.
  const site = tool.dataset.site || (isOnWeb ? new URL(tool.dataset.root, location.href).href : "");

  for (const guide of guides) {
    const item = document.createElement("li");
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.value = guide.id;
    label.append(box, guide.title.cloneNode(true), guide.element.querySelector("[data-about]").cloneNode(true));
    item.append(label);
    one("[data-choices]").append(item);
    Object.assign(guide, { box, item });
  }

  const chosenGuides = () => guides.filter((guide) => guide.box.checked);
  const chosenLanguages = () => languages.filter((box) => box.checked).map((box) => box.value);
  // No language chosen: all of them.
  const wantedLanguages = () => (chosenLanguages().length ? chosenLanguages() : languages.map((box) => box.value));

  function readAddress() {
    const choice = new URLSearchParams(location.hash.slice(1));
    const listed = (name) => (choice.get(name) || "").split(",");
    for (const guide of guides) guide.box.checked = listed("guides").includes(guide.id);
    for (const box of languages) box.checked = listed("languages").includes(box.value);
    for (const filter of filters) {
      filter.value = choice.get(filter.dataset.filter) || "";
      if (filter.selectedIndex < 0) filter.value = "";
    }
  }

  function writeAddress() {
    const parts = [["guides", chosenGuides().map((guide) => guide.id).join()], ["languages", chosenLanguages().join()]];
    for (const filter of filters) parts.push([filter.dataset.filter, filter.value]);
    const text = parts.filter(([, value]) => value).map((part) => part.join("=")).join("&");
    history.replaceState(null, "", "#" + text);
  }

  /* go/<id>/ for one guide, else the list of the chosen ones; with the families' languages, if some were chosen. */
  function linkOf(chosen, codes) {
    const ids = chosen.map((guide) => guide.id);
    if (ids.length === 1) return site + "go/" + ids[0] + "/" + (codes.length ? "#" + codes.join() : "");
    return site + "go/#" + [...ids, ...codes].join();
  }

  /* Titles in all languages are a file of their own, which weighs as much as the page. */
  function titleIn(code, guide) {
    return self.campaignKitTitles?.[guide.id]?.[code] ?? guide.title.textContent;
  }

  function messageOf(chosen, link) {
    const parts = [];
    for (const code of wantedLanguages()) {
      const titles = chosen.filter((guide) => guide.kits.has(code))
        .map((guide) => "– " + titleIn(code, guide));
      if (titles.length) parts.push([one(`[data-language="${code}"]`).dataset.greeting, ...titles].join("\n"));
    }
    return [...parts, link].filter(Boolean).join("\n\n");
  }

  const picture = new Image(200, 200);
  picture.alt = one("[data-qr]").dataset.say;
  one("[data-qr]").append(picture);
  const QUIET = 4;
  const MODULE_CM = 0.04; // as campaign/kits/qr.py has it: an old phone's camera reads no narrower ones
  function showCode(link) {
    const code = leanQr.generate(link, { minCorrectionLevel: leanQr.correction.M });
    const size = code.size + 2 * QUIET;
    let path = "";
    for (let y = 0; y < code.size; y++) {
      for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
    }
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
      `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`;
    const scale = Math.ceil(600 / size);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = size * scale;
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = "#000";
    for (let y = 0; y < code.size; y++) {
      for (let x = 0; x < code.size; x++) {
        if (code.get(x, y)) pen.fillRect((x + QUIET) * scale, (y + QUIET) * scale, scale, scale);
      }
    }
    picture.src = one("[data-save-svg]").href = "data:image/svg+xml," + encodeURIComponent(drawing);
    one("[data-save-png]").href = canvas.toDataURL("image/png");
    one("[data-save-svg]").download = one("[data-save-svg]").dataset.saveSvg;
    one("[data-save-png]").download = one("[data-save-png]").dataset.savePng;
    one("[data-qr-size]").textContent = fill(tool.dataset.saySize, Math.max(2, Math.ceil(size * MODULE_CM)));
    return drawing;
  }

  const labels = [...one("template").content.querySelectorAll("[data-name]")];
  /* The kit's line from the list, and under it every file of it. */
  function kitOf(guide, code) {
    const kit = guide.kits.get(code).cloneNode(true);
    const [page, archive] = kit.querySelectorAll("a");
    archive.remove();
    const files = document.createElement("ul");
    for (const label of labels) {
      if (!guide.element.dataset.files.split(" ").includes(label.dataset.name)) continue;
      const link = label.cloneNode(true);
      link.href = new URL(label.dataset.name, page.href).href;
      const item = document.createElement("li");
      item.append(link);
      files.append(item);
    }
    kit.append(files);
    return kit;
  }

  function showFiles(chosen) {
    const list = one("[data-shown-files]");
    list.replaceChildren();
    for (const guide of chosen) {
      const heading = document.createElement("h5");
      heading.append(guide.title.cloneNode(true));
      list.append(heading);
      const kits = document.createElement("ul");
      for (const code of wantedLanguages()) {
        if (!guide.kits.has(code)) continue;
        const kit = kitOf(guide, code);
        // No language chosen: first the choice of one, and not every file of all of them.
        if (!chosenLanguages().length) kit.querySelector("ul").remove();
        kits.append(kit);
      }
      if (!chosenLanguages().length) kits.className = "c-schools__kits";
      list.append(kits);
      if (chosenLanguages().some((code) => !guide.kits.has(code))) {
        const note = document.createElement("p");
        note.className = "c-schools__note";
        note.textContent = tool.dataset.sayMissing;
        list.append(note);
      }
    }
  }

  function show() {
    const isShown = (guide) => filters.every((filter) => {
      const values = guide.element.dataset[filter.dataset.filter].split(" ");
      return !filter.value || values.includes(filter.value);
    });
    let shown = 0;
    for (const guide of guides) {
      // What is chosen stays in sight, whatever the filters say.
      guide.item.hidden = !isShown(guide) && !guide.box.checked;
      if (!guide.item.hidden) shown++;
    }
    const chosen = chosenGuides();
    one("[data-count]").textContent = fill(tool.dataset.sayShown, shown, guides.length, chosen.length);
    one("[data-none]").hidden = chosen.length > 0;
    one("[data-result]").hidden = !chosen.length;
    one("[data-zip-status]").textContent = "";
    if (!chosen.length) return;
    const link = site && linkOf(chosen, chosenLanguages());
    one("#schools-link").value = link;
    one("#schools-message").value = messageOf(chosen, link);
    if (link) showCode(link);
    showFiles(chosen);
  }

  async function saveAll() {
    const status = one("[data-zip-status]");
    const links = all("[data-shown-files] [data-name]").filter((link) => !link.dataset.name.endsWith(".zip"));
    const files = [{ name: "message.txt", input: "\ufeff" + one("#schools-message").value }];
    if (site) files.push({ name: "qr.svg", input: showCode(one("#schools-link").value) });
    try {
      for (const [index, link] of links.entries()) {
        status.textContent = fill(tool.dataset.sayBusy, index + 1, links.length);
        const answer = await fetch(link.href);
        if (!answer.ok) throw new Error(link.href);
        // kits/<id>/<language>/<name>
        const [id, code, name] = link.pathname.split("/").slice(-3);
        files.push({ name: `${id}/${code}/${name}`, input: await answer.arrayBuffer() });
      }
      const blob = await clientZip.downloadZip(files).blob();
      const save = document.createElement("a");
      save.href = URL.createObjectURL(blob);
      save.download = "kits.zip";
      save.click();
      setTimeout(() => URL.revokeObjectURL(save.href), 60000);
      status.textContent = fill(tool.dataset.sayDone, files.length);
    } catch {
      status.textContent = tool.dataset.sayFailed;
    }
  }

  tool.addEventListener("change", () => {
    writeAddress();
    show();
  });
  one("[data-reset]").addEventListener("click", () => {
    history.replaceState(null, "", "#");
    readAddress();
    show();
  });
  one("[data-zip-button]").addEventListener("click", saveAll);
  addEventListener("hashchange", () => {
    readAddress();
    show();
  });

  one("[data-no-address]").hidden = Boolean(site);
  one("[data-address]").hidden = !site;
  // A page on a disk may not fetch files.
  one("[data-zip]").hidden = !isOnWeb;
  one("[data-zip-disk]").hidden = isOnWeb;
  tool.hidden = false;
  readAddress();
  show();
})();
