// Helps with a page's form: the id is made from the title, and what stops it from being saved is brought into view.
const field = (node, key) => node?.querySelector(`[data-key-path="${key}"] input:not([readonly], :disabled)`);

export function assist(slug) {
  let made = '';
  let prefix = '';
  addEventListener('hashchange', () => { made = ''; });
  document.addEventListener('input', ({ target }) => {
    // Of a page that is there the id never changes.
    if (!/\/new\b/.test(location.hash) || !target.closest?.('[data-key-path="title"]')) return;
    // Where the language has no id of its own, there is nothing to do.
    const id = field(target.closest('.content, [role=group]:not(.field), main') ?? document, 'id');
    if (!id) return;
    if (!id.value || id.value.endsWith('-')) [prefix, made] = [id.value, id.value];
    // Whoever has written an id wants that one.
    if (id.value !== made) return;
    made = prefix + slugOf(target.value, slug);
    id.value = made;
    id.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
  new MutationObserver(() => {
    // “2 fields have errors”, with a button that lists them.
    const toast = document.querySelector('.toast .alert.error button:not([data-seen])');
    if (!toast || !document.querySelector('.select-button.error')) return;
    toast.dataset.seen = '';
    toast.click();
    setTimeout(() => document.querySelector('button.ref:has(.validation)')?.click(), 500);
  }).observe(document.body, { childList: true, subtree: true });
}

/** As `campaign new` makes it. */
export function slugOf(title, { letters, max }) {
  const latin = [...title].map((one) => letters[one] ?? one).join('').normalize('NFKD').replace(/[^\0-\x7f]/g, '').toLowerCase();
  const whole = (latin.match(/[a-z0-9]+/g) ?? []).join('-');
  if (whole.length <= max) return whole;
  const cut = whole.slice(0, max + 1);
  return cut.includes('-') ? cut.slice(0, cut.lastIndexOf('-')) : whole.slice(0, max);
}
