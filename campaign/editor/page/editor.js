// Starts Sveltia CMS with the campaign's ways of writing files and its look in the preview.
import { assist } from './assist.js';
import { DataFormat, PageFormat } from './formats.js';

const settings = await (await fetch('editor.json')).json();
const address = new URL(location.href);
const code = address.searchParams.get('code');
if (settings.isLocal) {
  if (code) {
    // The working folder needs no account: for the code in the address, which is good once, there is a key.
    const answer = await fetch('/do/enter', { method: 'POST', headers: { Authorization: `code ${code}` } });
    if (answer.ok) localStorage.setItem('sveltia-cms.user', JSON.stringify({ backendName: 'gitea', token: (await answer.json()).key }));
    address.searchParams.delete('code');
    history.replaceState(null, '', address);
  }
  // A tab that is loaded anew has no code; the editor keeps the key.
  const user = JSON.parse(localStorage.getItem('sveltia-cms.user') ?? '{}');
  const { startPanel } = await import('./panel.js');
  startPanel(user.token);
}

// Browsers take some languages for others (Montenegrin for Serbian): those have the name that the campaign gives them.
const renamed = new Map(settings.languages.map(([code, name]) => [Intl.getCanonicalLocales(code)[0], code, name])
  .filter(([canonical, code]) => canonical !== code).map(([canonical, , name]) => [canonical, name]));
const { of } = Intl.DisplayNames.prototype;
Intl.DisplayNames.prototype.of = function (code) { return renamed.get(code) ?? of.call(this, code); };

const { default: CMS } = await import('./sveltia/npm/index.js');
CMS.registerCustomFormat('yaml-frontmatter', 'md', new PageFormat(settings.style));
for (const name of settings.dataFormats) CMS.registerCustomFormat(name, 'yml', new DataFormat(settings.style));
CMS.registerPreviewStyle('preview.css');
CMS.init();
assist(settings.slug);
