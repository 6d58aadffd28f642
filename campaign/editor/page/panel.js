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
    panel.replaceChildren(...render(data, refresh, open, () => publish(ask), () => withdraw(ask), () => reviews(ask), () => recordings(ask)));
    const details = panel.querySelector('details');
    if (details) details.open = isOpen;
  }
  /** Show the site as it is now, and open the first of the saved pages there: a tab that is opened at once is not stopped. */
  async function open() {
    const tab = window.open('', '_blank');
    await refresh('build');
    for (let data; ;) {
      data = await ask('show').catch(() => ({ buildError: '…' }));
      if (data.buildError || !data.pages.length) { tab?.close(); break; }
      if (data.isBuilt) { if (tab) { tab.opener = null; tab.location = data.pages[0].url; } break; }
      await new Promise((done) => setTimeout(done, 200));
    }
    refresh();
  }
  refresh();
  setInterval(() => { if (document.visibilityState === 'visible') refresh(); }, EVERY);
}

/** Show what would be published, page by page; publish what is chosen, and settle what others have changed too. */
async function publish(ask) {
  const said = element('pre', { textContent: 'Looking at what has changed …' });
  said.setAttribute('role', 'status');
  const where = element('p');
  const items = element('fieldset', { hidden: true });
  const who = element('div');
  const clashes = element('div');
  const yes = element('button', { type: 'submit', textContent: 'Publish this', disabled: true });
  const send = button('Send for review', () => sendForReview(), true);
  const form = element('form', { method: 'dialog' }, items, who, clashes, yes, send);
  openDialog('Publish', where, form, said);
  const chosen = () => [...items.querySelectorAll('input:checked')].map((one) => one.value);
  const only = () => (chosen().length === items.querySelectorAll('input').length ? [] : chosen());

  async function look() {
    yes.disabled = true;
    const answer = await ask('publish', { only: only() }).catch((error) => ({ isDone: false, said: error.message }));
    said.textContent = answer.said;
    where.textContent = answer.where ? `Goes to ${answer.where}` : '';
    if (!items.children.length && answer.items?.length) {
      items.append(element('legend', { textContent: 'What goes out' }), ...answer.items.map((one) =>
        element('label', { className: 'is-choice' },
          element('input', { type: 'checkbox', value: one.key, checked: true, onchange: look }), `${one.title}: ${one.note}`)));
      items.hidden = false;
    }
    if (answer.needsName && !who.children.length) who.append(
      element('p', { textContent: 'Who are you? Everybody who looks after the campaign sees this beside the change. It is asked once.' }),
      input('Your name', { name: 'name', autocomplete: 'name' }),
      input('Your e-mail address', { name: 'email', type: 'email', autocomplete: 'email' }));
    yes.disabled = !answer.isDone || (items.children.length > 0 && !chosen().length);
    send.disabled = !chosen().length;
  }
  // Errors or not: somebody else is to look at it.
  async function sendForReview() {
    const { name, email } = Object.fromEntries(new FormData(form));
    yes.disabled = send.disabled = true;
    said.textContent = 'Sending …';
    const answer = await ask('review', { do: 'send', only: chosen(), ...(name ? { name, email } : {}) })
      .catch((error) => ({ isDone: false, said: error.message }));
    said.textContent = answer.isDone ? 'Sent for review. Readers see nothing of it; your colleagues find it under “Reviews …”.' : answer.said;
  }
  form.onsubmit = async (event) => {
    event.preventDefault();
    const { name, email } = Object.fromEntries(new FormData(form));
    const settled = Object.fromEntries([...clashes.children].map((one) => [one.dataset.id, answerOf(one)]).filter(([, one]) => one));
    yes.disabled = send.disabled = true;
    said.textContent = 'Publishing … This takes a moment.';
    const answer = await ask('publish', { really: true, only: only(), settled, ...(name ? { name, email } : {}) })
      .catch((error) => ({ isDone: false, said: error.message }));
    said.textContent = answer.said;
    clashes.replaceChildren(...(answer.clashes ?? []).map(clash));
    items.hidden = true;
    who.replaceChildren();
    yes.textContent = answer.clashes?.length ? 'Keep what I chose, and publish' : 'Publish this';
    yes.hidden = !answer.clashes?.length && answer.isDone;
    yes.disabled = !answer.clashes?.length;
  };
  look();
}

/** A passage that others have changed too: both texts beside each other, and what is to become of it. */
function clash(one) {
  const written = element('textarea', { value: [one.theirs, one.mine].join('\n').trim(), rows: 6, hidden: true });
  written.setAttribute('aria-label', 'The new words');
  const choices = [['theirs', 'Keep theirs'], ['mine', 'Keep mine'], ...(one.takes_both ? [['both', 'Keep both']] : []),
    ['edit', 'Write it anew'], ['', 'Later: the rest goes out']];
  const name = `clash-${one.id}`;
  const text = (title, words) => element('div', {}, element('h4', { textContent: title }),
    element('blockquote', { textContent: words.trim() || 'Nothing: it was taken out.' }));
  const part = element('fieldset', { className: 'is-clash' },
    element('legend', { textContent: one.title + (one.place ? `, “${one.place}”` : '') }),
    element('div', { className: 'is-beside' }, text('As others have published it', one.theirs), text('As you have it', one.mine)),
    ...choices.map(([value, label]) => element('label', { className: 'is-choice' }, element('input', {
      type: 'radio', name, value, checked: !value, onchange: () => { written.hidden = value !== 'edit'; } }), label)),
    written);
  part.dataset.id = one.id;
  part.dataset.end = /\n*$/.exec(one.theirs || one.mine)[0] || '\n';
  return part;
}
function answerOf(part) {
  const value = part.querySelector('input:checked').value;
  return value === 'edit' ? part.querySelector('textarea').value.trimEnd() + part.dataset.end : value;
}

/** A dialogue with this title and these parts, open, and gone when it is closed. */
function openDialog(title, ...parts) {
  const dialog = element('dialog', { className: 'campaign-dialog', lang: 'en', onclose: () => dialog.remove() },
    element('h2', { textContent: title }), ...parts, button('Close', () => dialog.close()));
  dialog.setAttribute('aria-label', title);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** What waits to be looked at before it is published. */
async function reviews(ask) {
  const said = element('p', { textContent: 'Asking the Git host …' });
  said.setAttribute('role', 'status');
  const list = element('ul', { className: 'is-reviews' });
  const dialog = openDialog('Reviews',
    element('p', { textContent: 'What waits here was sent by “Send for review” and is not public. Bring it into your folder to see it '
      + 'on the site and to correct it; publish it by “Publish …”, and it waits no longer.' }),
    list, said);
  const go = async (body, words) => {
    for (const one of list.querySelectorAll('button, select')) one.disabled = true;
    const answer = await ask('review', body).catch((error) => ({ isDone: false, said: error.message }));
    said.textContent = answer.isDone && words !== undefined ? words : answer.said;
    if (answer.reviews) list.replaceChildren(...answer.reviews.map(row));
  };
  const row = (one) => {
    const states = [['draft', 'Draft'], ['review', 'In review'], ['ready', 'Ready']];
    const state = element('select', { onchange: () => go({ do: 'set', id: one.key, state: state.value }) },
      ...states.map(([value, textContent]) => element('option', { value, textContent, selected: value === one.state })));
    return element('li', {}, element('strong', { textContent: one.title }), ` from ${one.by}, ${one.on} `,
      element('label', { textContent: 'How far it is' }, state),
      button('Bring it into my folder', () => go({ do: 'take', id: one.key }, `“${one.title}” is in your folder now.`)));
  };
  await go({ do: 'list' });
}

/** Take back what was published, or bring it back. */
async function withdraw(ask) {
  const said = element('p', { textContent: 'One moment …' });
  said.setAttribute('role', 'status');
  const form = element('form', { method: 'dialog' });
  const gone = element('ul');
  const dialog = openDialog('Withdraw',
    element('p', { textContent: 'Readers then find a short notice at its address, in every language, which says where to go '
      + 'instead. It goes from lists, search, news and sheets. Nothing is deleted, and it can be brought back.' }),
    form, said, gone);
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

const MOST_SOUND = 40e6;

/** Let a page be listened to: what somebody has recorded is made small, of one loudness, and looked at before it is kept. */
async function recordings(ask) {
  const said = element('pre', { textContent: 'One moment …' });
  said.setAttribute('role', 'status');
  const form = element('form', { method: 'dialog' });
  const list = element('ul', { className: 'is-reviews' });
  const dialog = openDialog('Recordings',
    element('p', { textContent: 'Somebody reads the whole page aloud, calmly, in a quiet room: its title, all of its text, nothing '
      + 'besides. Take what a phone has recorded. Save the page before: a recording belongs to its text, and goes out no longer '
      + 'once a word or a number there is another.' }),
    form, said, list);
  const send = async (body, words) => {
    for (const one of dialog.querySelectorAll('button')) one.disabled = true;
    said.textContent = 'Making it small, and looking whether it fits its page …';
    show(await ask('record', body).catch((error) => ({ said: error.message })), words);
  };
  const show = (data, words) => {
    for (const one of dialog.querySelectorAll('button')) one.disabled = false;
    said.textContent = [data.isDone ? words : '', data.said ?? ''].filter(Boolean).join('\n');
    // What was typed stays where something has to be mended.
    if (data.pages && (data.isDone || !form.children.length)) form.replaceChildren(...fields(data));
    if (data.recordings) list.replaceChildren(...data.recordings.map(row));
  };
  const fields = (data) => {
    const open = decodeURIComponent(location.hash.split('/entries/')[1] ?? '');
    const here = data.pages.find((one) => open && one.id.endsWith(`/${open}.md`));
    const page = select('Which page is read aloud?', data.pages, here?.id);
    form.onsubmit = async (event) => {
      event.preventDefault();
      const { sound, read_by, recorded_on, licence } = Object.fromEntries(new FormData(form));
      if (sound.size > MOST_SOUND) {
        said.textContent = `The file is ${Math.round(sound.size / 1e6)} MB. Take one of at most ${MOST_SOUND / 1e6} MB, such as .m4a or .mp3.`;
        return;
      }
      send({ page: value(page), sound: await inBase64(sound), read_by, recorded_on: recorded_on || null, licence },
        'It is on its page. Readers hear it once it is published. Listen to it there: “Show it on the site”.');
    };
    return [page, input('The recording', { type: 'file', name: 'sound', accept: 'audio/*,video/mp4' }),
      input('Who speaks, as readers see it? They have to agree to it', { name: 'read_by', maxLength: 120 }),
      input('On which day was it recorded?', { name: 'recorded_on', type: 'date', required: false }),
      input('Under which licence may it be passed on?', { name: 'licence', value: 'CC BY 4.0', minLength: 2, maxLength: 60 }),
      element('button', { type: 'submit', textContent: 'Put it onto the page' })];
  };
  const row = (one) => element('li', {}, element('strong', { textContent: one.title }), `, read by ${one.read_by}, `
    + `${Math.floor(one.seconds / 60)}:${String(one.seconds % 60).padStart(2, '0')}. `
    + (one.says_the_page ? 'It says the page as it is.' : 'The page has changed since: nobody hears it now. '),
  ...(one.says_the_page ? [] : [button('I have listened: every word is still right', () => send({ page: one.page },
    'It is heard again, once it is published.'))]));
  show(await ask('recordings').catch((error) => ({ said: error.message })), '');
}
const inBase64 = (file) => new Promise((done, fail) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result.slice(reader.result.indexOf(',') + 1));
  reader.onerror = () => fail(reader.error);
  reader.readAsDataURL(file);
});

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

function render(data, refresh, open, publish, withdraw, reviews, recordings) {
  if (data.stopped) return [element('p', { className: 'is-error', role: 'alert', textContent: data.stopped })];
  const errors = data.problems.filter((one) => one.severity === 'error');
  const parts = [element('p', { className: errors.length ? 'is-error' : '', role: 'status', textContent: summary(data, errors) })];
  const all = [...data.problems, ...data.elsewhere];
  if (all.length) parts.push(element('details', {},
    element('summary', { textContent: errors.length + data.elsewhere.length ? 'What to mend' : 'What to look at' }), list(all)));
  if (data.unconfirmed.length) {
    parts.push(button('The translations say the same as the English text', () => refresh('confirm')));
  }
  if (data.saved.length) {
    if (data.isBuilt) parts.push(...data.pages.slice(0, 3).map((page) =>
      element('a', { href: page.url, target: '_blank', rel: 'noopener', textContent: page.title })));
    else parts.push(button(data.isBuilding ? 'One moment …' : 'Show it on the site', open,
      data.isBuilding || errors.length + data.elsewhere.length > 0));
  }
  if (data.saved.length || data.pending) parts.push(button('Publish …', publish));
  for (const [text, onclick] of [['Recordings …', recordings], ['Reviews …', reviews], ['Withdraw …', withdraw]]) {
    parts.push(element('button', { type: 'button', className: 'is-quiet', textContent: text, onclick }));
  }
  if (data.buildError) parts.push(element('details', {}, element('summary', { textContent: 'The site could not be shown' }),
    element('pre', { textContent: data.buildError })));
  return parts;
}

function summary(data, errors) {
  const waiting = data.pending ? ` ${count(data.pending, 'file is', 'files are')} not published yet.` : '';
  const elsewhere = data.elsewhere.length ? ` ${count(data.elsewhere.length, 'error', 'errors')} on other pages.` : '';
  if (!data.saved.length) return `Whatever you save is checked here. Nothing is public before it is published.${waiting}${elsewhere}`;
  const warnings = data.problems.length - errors.length;
  const found = [errors.length ? `${count(errors.length, 'error', 'errors')} to mend.` : '',
    warnings ? `${count(warnings, 'thing', 'things')} to look at.` : '', errors.length ? '' : 'There is nothing to mend in it.'];
  return `Saved: ${count(data.saved.length, 'file', 'files')}. ${found.filter(Boolean).join(' ')}${elsewhere}`;
}

/** A key of a page as its form names it: reviewed_on → Reviewed on. */
const label = (field) => { const words = field.replaceAll(/[_.-]/g, ' '); return words[0].toUpperCase() + words.slice(1); };

function list(problems) {
  return element('ul', {}, ...problems.map((one) => element('li', { className: `is-${one.severity}` },
    element('strong', { textContent: [one.title ? `${one.title} · ${one.file.split('/').at(-1)}` : one.file, one.field ? label(one.field) : '', one.line && !one.field ? `line ${one.line}` : '']
      .filter(Boolean).join(', ') }),
    element('span', { textContent: one.found }),
    one.expected ? element('span', { textContent: `Expected: ${one.expected}` }) : '',
    one.fix ? element('span', { textContent: `To mend: ${one.fix}` }) : '')));
}
