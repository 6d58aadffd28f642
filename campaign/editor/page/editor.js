// Starts Sveltia CMS with the campaign's ways of writing files and its look in the preview.
import { DataFormat, PageFormat } from './formats.js';

const settings = await (await fetch('editor.json')).json();
const key = new URL(location.href).searchParams.get('key');
if (settings.isLocal) {
  // The working folder needs no account: the key in the address stands for it.
  if (key) localStorage.setItem('sveltia-cms.user', JSON.stringify({ backendName: 'gitea', token: key }));
  // A tab that is loaded anew no longer has the key in its address; the editor keeps it.
  const user = JSON.parse(localStorage.getItem('sveltia-cms.user') ?? '{}');
  const { startPanel } = await import('./panel.js');
  startPanel(user.token);
}

const { default: CMS } = await import('./sveltia/npm/index.js');
CMS.registerCustomFormat('yaml-frontmatter', 'md', new PageFormat(settings.style));
for (const name of settings.dataFormats) CMS.registerCustomFormat(name, 'yml', new DataFormat(settings.style));
CMS.registerPreviewStyle('preview.css');
CMS.init();
