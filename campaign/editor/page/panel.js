// The bar below the editor on one's own computer: what is wrong with what was saved, and what to do next.
const EVERY = 3000;

/** Add the bar; `key` is what the server asks for. */
export function startPanel(key) {
  const panel = document.createElement('aside');
  panel.id = 'campaign-panel';
  panel.lang = 'en';
  panel.setAttribute('aria-label', 'What was saved');
  document.body.append(panel);
  let shown = '';

  async function ask(what, body = {}) {
    const headers = { Authorization: `token ${key}`, 'Content-Type': 'application/json' };
    const response = await fetch(`/do/${what}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error((await response.json()).message);
    return response.json();
  }
  async function refresh(what = 'show') {
    let data;
    try {
      data = await ask(what);
    } catch (error) {
      data = { stopped: error instanceof TypeError ? 'The editor has ended. Start it again: campaign edit' : error.message };
    }
    const now = JSON.stringify(data);
    if (now === shown) return;
    shown = now;
    const isOpen = panel.querySelector('details')?.open ?? false;
    panel.replaceChildren(...render(data, refresh, () => publish(ask), () => withdraw(ask)));
    const details = panel.querySelector('details');
    if (details) details.open = isOpen;
  }
  refresh();
  setInterval(() => { if (document.visibilityState === 'visible') refresh(); }, EVERY);
}

/** Show what would be published; publish it when the person says so. */
async function publish(ask) {
  const said = element('pre', { textContent: 'Looking at what has changed …' });
  said.setAttribute('role', 'status');
  const form = element('form', { method: 'dialog' });
  const yes = element('button', { type: 'submit', textContent: 'Publish this', disabled: true });
  form.onsubmit = async (event) => {
    event.preventDefault();
    const author = Object.fromEntries(new FormData(form));
    form.replaceChildren();
    said.textContent = 'Publishing … This takes a moment.';
    said.textContent = await ask('publish', { really: true, ...author }).then((answer) => answer.said, (error) => error.message);
  };
  const dialog = element('dialog', { className: 'campaign-dialog', lang: 'en', onclose: () => dialog.remove() },
    element('h2', { textContent: 'Publish' }), said, form, button('Close', () => dialog.close()));
  dialog.setAttribute('aria-label', 'Publish');
  document.body.append(dialog);
  dialog.showModal();
  const answer = await ask('publish').catch((error) => ({ isDone: false, said: error.message }));
  said.textContent = answer.said;
  if (answer.needsName) form.append(
    element('p', { textContent: 'Who are you? Everybody who looks after the campaign sees this beside the change. It is asked once.' }),
    input('Your name', { name: 'name', autocomplete: 'name' }),
    input('Your e-mail address', { name: 'email', type: 'email', autocomplete: 'email' }));
  form.append(yes);
  yes.disabled = !answer.isDone;
}

/** Take back what was published, or bring it back. */
async function withdraw(ask) {
  const said = element('p', { textContent: 'One moment …' });
  said.setAttribute('role', 'status');
  const form = element('form', { method: 'dialog' });
  const gone = element('ul');
  const dialog = element('dialog', { className: 'campaign-dialog', lang: 'en', onclose: () => dialog.remove() },
    element('h2', { textContent: 'Withdraw' }),
    element('p', { textContent: 'Readers then find a short notice at its address, in every language, which says where to go '
      + 'instead. It goes from lists, search, news and sheets. Nothing is deleted, and it can be brought back.' }),
    form, said, gone, button('Close', () => dialog.close()));
  dialog.setAttribute('aria-label', 'Withdraw');
  document.body.append(dialog);
  dialog.showModal();
  const send = async (body, words) => {
    for (const one of dialog.querySelectorAll('button')) one.disabled = true;
    said.textContent = 'Looking at what that changes …';
    show(await ask('withdraw', body).catch((error) => ({ said: error.message })), words);
  };
  const show = (data, words) => {
    for (const one of dialog.querySelectorAll('button')) one.disabled = false;
    said.textContent = data.said || words;
    if (!data.there) return;
    // The page that is open stands first.
    const open = decodeURIComponent(location.hash.split('/entries/')[1] ?? '');
    const here = data.there.find((one) => open && (open === one.id || open.endsWith(one.id.replace(/^[a-z]+-/, ''))));
    const what = select('What is to be withdrawn?', data.there, here?.id);
    const instead = select('What do readers get instead?', data.there, '', 'the page above it');
    form.replaceChildren(what, instead, element('button', { type: 'submit', textContent: 'Withdraw it' }));
    form.onsubmit = (event) => {
      event.preventDefault();
      send({ id: value(what), instead: value(instead) }, 'It is withdrawn. Readers see it once it is published.');
    };
    gone.replaceChildren(...data.withdrawn.map((one) => element('li', { textContent: `${one.title} is withdrawn. ` },
      button('Bring it back', () => send({ id: one.id, undo: true }, 'It is back as it was, once it is published.')))));
  };
  show(await ask('withdrawable').catch((error) => ({ said: error.message })), '');
}

const value = (label) => label.querySelector('select').value;
function select(label, options, chosen, nothing) {
  const groups = new Map();
  for (const one of options) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  const option = (one) => element('option', { value: one.id, textContent: one.title, selected: one.id === chosen });
  return element('label', { textContent: label }, element('select', { required: nothing === undefined },
    element('option', { value: '', textContent: nothing ?? '' }),
    ...[...groups].map(([group, list]) => element('optgroup', { label: group }, ...list.map(option)))));
}
const input = (label, properties) =>
  element('label', { textContent: label }, element('input', { required: true, ...properties }));
function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
const button = (text, onclick, disabled = false) => element('button', { type: 'button', textContent: text, onclick, disabled });
const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

function render(data, refresh, publish, withdraw) {
  if (data.stopped) return [element('p', { className: 'is-error', role: 'alert', textContent: data.stopped })];
  const errors = data.problems.filter((one) => one.severity === 'error');
  const parts = [element('p', { className: errors.length ? 'is-error' : '', role: 'status', textContent: summary(data, errors) })];
  if (data.problems.length) parts.push(element('details', {}, element('summary', { textContent: 'What to mend' }), list(data.problems)));
  if (data.unconfirmed.length) {
    parts.push(button('The translations say the same as the English text', () => refresh('confirm')));
  }
  if (data.saved.length) {
    if (data.isBuilt) parts.push(...data.pages.slice(0, 3).map((page) =>
      element('a', { href: page.url, target: '_blank', rel: 'noopener', textContent: page.title })));
    else parts.push(button(data.isBuilding ? 'Building the site …' : 'Show it on the site', () => refresh('build'),
      data.isBuilding || errors.length + data.errorsElsewhere > 0));
  }
  if (data.saved.length && !errors.length && !data.errorsElsewhere) parts.push(button('Publish …', publish));
  parts.push(element('button', { type: 'button', className: 'is-quiet', textContent: 'Withdraw …', onclick: withdraw }));
  if (data.buildError) parts.push(element('details', {}, element('summary', { textContent: 'The site could not be built' }),
    element('pre', { textContent: data.buildError })));
  return parts;
}

function summary(data, errors) {
  if (!data.saved.length) return 'Whatever you save is checked here. Nothing is public before it is published.';
  const saved = `Saved: ${count(data.saved.length, 'file', 'files')}.`;
  const elsewhere = data.errorsElsewhere ? ` ${count(data.errorsElsewhere, 'error', 'errors')} in other files: see campaign check.` : '';
  if (errors.length) return `${saved} ${count(errors.length, 'error', 'errors')} to mend before it can be published.${elsewhere}`;
  const warnings = data.problems.length ? ` ${count(data.problems.length, 'thing', 'things')} to look at.` : '';
  return elsewhere ? `${saved}${warnings}${elsewhere}` : `${saved}${warnings} There is nothing to mend in it.`;
}

function list(problems) {
  return element('ul', {}, ...problems.map((one) => element('li', { className: `is-${one.severity}` },
    element('strong', { textContent: `${one.file}${one.line ? `, line ${one.line}` : ''}` }),
    element('span', { textContent: one.found }),
    one.expected ? element('span', { textContent: `Expected: ${one.expected}` }) : '',
    one.fix ? element('span', { textContent: `To mend: ${one.fix}` }) : '')));
}
