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
    panel.replaceChildren(...render(data, refresh, () => publish(ask)));
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

const input = (label, properties) =>
  element('label', { textContent: label }, element('input', { required: true, ...properties }));
function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
const button = (text, onclick, disabled = false) => element('button', { type: 'button', textContent: text, onclick, disabled });
const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

function render(data, refresh, publish) {
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
