/* Counting on one device: “count this sheet” adds what is ticked to sums that live in this page alone, and clears the
   boxes for the next one; “save the table” writes the sums as a file. Who ticked what together is kept nowhere. */
(() => {
  const tool = document.querySelector("[data-questions]");
  if (!tool) return;
  const one = (selector) => tool.querySelector(selector);
  const columns = tool.dataset.columns.split(tool.dataset.separator);
  const asked = [...tool.querySelectorAll("[data-who] input")].map((box) => box.value);
  const status = one("[data-status]");
  const say = (text) => { status.textContent = text; };

  const row = (question, answer, text) => ({ question, answer, text, counts: Object.fromEntries(asked.map((who) => [who, 0])) });
  const sheets = row("sheets", "", one("[data-count]").dataset.sheets);
  const rows = new Map();
  for (const field of tool.querySelectorAll("[data-question]")) {
    const question = field.querySelector("h3").textContent.trim();
    for (const label of field.querySelectorAll("label")) {
      const box = label.querySelector("input");
      rows.set(box, row(field.dataset.question, box.value, question + " " + label.textContent.trim()));
    }
  }

  one("[data-add]").addEventListener("click", () => {
    const who = one("[data-who] input:checked")?.value;
    const ticked = [...rows.keys()].filter((box) => box.checked);
    if (!who) return say(tool.dataset.sayWho);
    if (!ticked.length) return say(tool.dataset.sayEmpty);
    sheets.counts[who]++;
    for (const box of ticked) rows.get(box).counts[who]++;
    // Who comes next is mostly who was here: a class, an evening with parents.
    for (const box of ticked) box.checked = false;
    one("[data-save]").disabled = false;
    const total = Object.values(sheets.counts).reduce((sum, count) => sum + count, 0);
    say(tool.dataset.sayCounted.replace("%1", total));
    tool.scrollIntoView({ block: "start" });
  });

  const quoted = (text) => '"' + String(text).replaceAll('"', '""') + '"';
  one("[data-save]").addEventListener("click", () => {
    const now = new Date();
    const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    const lines = [sheets, ...rows.values()].map(({ question, answer, text, counts }, index) => {
      const cells = { day: index ? "" : day, question, answer, in_words: quoted(text), ...counts };
      return columns.map((name) => cells[name] ?? "").join(tool.dataset.separator);
    });
    const file = new Blob(["\ufeff" + [tool.dataset.columns, ...lines, ""].join("\r\n")], { type: "text/csv" });
    const save = document.createElement("a");
    save.href = URL.createObjectURL(file);
    save.download = `answers-${day}.csv`;
    save.click();
    setTimeout(() => URL.revokeObjectURL(save.href), 60000);
  });

  // A browser that comes back to the page, or loads it anew, would tick what the last one has ticked.
  const clear = () => { for (const box of tool.querySelectorAll("input")) box.checked = false; };
  clear();
  addEventListener("pageshow", clear);
  one("[data-count]").hidden = false;
})();
