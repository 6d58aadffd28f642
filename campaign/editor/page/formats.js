// How the editor writes files: as a person would have, so that a change of one value is a change of one line.
// Whatever has not changed stays byte for byte, comments included.
import {
  FAILSAFE_SCHEMA, NOT_RESOLVED, boolCoreTag, defineScalarTag, dump, load as loadYaml, nullCoreTag,
} from './js-yaml/js-yaml.mjs';

const WIDTH = 120;
const INTEGER = defineScalarTag('tag:yaml.org,2002:int', {
  implicit: true,
  implicitFirstChars: [...'123456789'],
  resolve: (text) => (/^[1-9]\d*$/.test(text) ? Number(text) : NOT_RESOLVED),
  identify: Number.isInteger,
});
// Text stays text: a date, and a phone number that begins with a zero, are no numbers.
const SCHEMA = FAILSAFE_SCHEMA.withTags(boolCoreTag, nullCoreTag, INTEGER);
const load = (text) => loadYaml(text, { schema: SCHEMA });
const isMap = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
/** What is not written: nothing, no, and whatever holds only that. */
const isEmpty = (value) =>
  value === undefined || value === null || value === '' || value === false ||
  (typeof value === 'object' && Object.values(value).every(isEmpty));
const isDate = (text) => /^\d{4}-\d\d-\d\d$/.test(text);
/** Whether no version of YAML could read the text as anything but text. */
const isPlain = (text) =>
  isDate(text) ||
  (/^[\p{L}\d](([\p{L}\d ._/+@-]|:(?![\s\d]))*[\p{L}\d._/+-])?$/u.test(text) &&
    !/^(true|false|yes|no|on|off|y|n|null|[-+.]?\d[\d_]*(\.[\d_]*)?(e[-+]?\d+)?|0[xob][\da-f_]*|\d{4}-\d\d?-\d\d?.*)$/i.test(text));
const quote = (text) => `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`;

/** Writes and reads the files of one kind. `style` comes from the schema: { order, quoted, pictures, defaults }. */
class Format {
  #originals = [];

  constructor(style) {
    this.style = style;
    this.fromFile = this.fromFile.bind(this);
    this.toFile = this.toFile.bind(this);
  }

  /** Remember a file's text and what it says. */
  remember(data, text, body = '') {
    this.#originals = this.#originals.filter((one) => one.text !== text);
    this.#originals.push({ data: structuredClone(data), text, body });
  }

  /** The file that the data most probably came from: the one that has most in common with it. */
  originalOf(data) {
    const counted = this.#originals.map((one) => ({ ...one, common: countCommon(one.data, data) }));
    return counted.reduce((best, one) => (one.common > best.common ? one : best), { text: '', data: {}, body: '', common: 0 });
  }
}

/** A page: front matter between two `---` lines, then Markdown. */
export class PageFormat extends Format {
  fromFile(text) {
    const [, head, body] = /^---[ \t]*\n([^]*?)^---[ \t]*(?:\n\n?([^]*))?$/m.exec(`${text}\n`) ?? [null, '', text];
    const meta = load(head) ?? {};
    this.remember(meta, head, body);
    return { ...this.#eachPicture(meta, (path) => `/${path}`), body: (body ?? '').replace(/\n+$/, '') };
  }

  /** A picture's path begins with a slash in the editor, and without one in the file. */
  #eachPicture(meta, change) {
    const keys = this.style.pictures.filter((key) => meta[key]);
    return { ...meta, ...Object.fromEntries(keys.map((key) => [key, change(meta[key])])) };
  }

  toFile({ body = '', ...fields }) {
    const meta = this.#eachPicture(fields, (path) => path.replace(/^\//, ''));
    const original = this.originalOf(meta);
    const { text, data, body: old } = meta.id && original.data.id === meta.id ? original : { text: '', data: {}, body: '' };
    const head = mergeMap(text, data, inOrder(meta, this.style.order), this.style, '', true);
    const written = mergeBody(old, body);
    this.remember(load(head), head, written);
    return `---\n${head}---\n\n${written}\n`;
  }
}

/** A data file: a list of entries with ids, or keys and values. */
export class DataFormat extends Format {
  fromFile(text) {
    const data = load(text);
    // The editor hands over the text without the line break at its end.
    this.remember(data, `${text.trimEnd()}\n`);
    return data;
  }

  toFile(data) {
    const original = this.originalOf(data);
    const merged = Array.isArray(data)
      ? mergeList(original.text, original.data, data, this.style)
      : mergeMap(original.text, original.data, data, this.style);
    // Never lose a value to a merge: if the result does not say what was wanted, all of it is written anew.
    const text = isSame(load(merged), data, this.style.defaults) ? merged : dump(data, { lineWidth: WIDTH });
    this.remember(load(text), text);
    return text;
  }
}

/** The text of a page, block by block: the rich text editor writes some things in a way of its own. */
function mergeBody(old, wanted) {
  const known = new Map((old ?? '').trim().split(/\n{2,}/).map((block) => [bare(block), block]));
  const merged = wanted.trim().split(/\n{2,}/).map((block) => {
    const before = known.get(bare(block));
    // It leaves out the empty rows of a table.
    const isSame = before !== undefined && (!emptyRows(block) || emptyRows(block) === emptyRows(before));
    return isSame ? before : tidy(block);
  });
  return merged.join('\n\n');
}

const EMPTY_ROW = /^\|[|\s]*\|$\n?/gm;
const emptyRows = (block) => (block.match(EMPTY_ROW) ?? []).length;
/** A block without what the editor may write differently: spaces, escapes, empty rows, the line below a table's head. */
const bare = (block) =>
  tidy(block).replace(EMPTY_ROW, '').replace(/\\(?=[^\w\s])/g, '').replace(/[ \t]+/g, ' ').replace(/-{2,}(?=-*\|)/g, '---');
/** Tables, and links inside bold text, as a person writes them. */
const tidy = (block) =>
  block
    .replace(/^\|(?: *:?-+:? *\|)+$/gm, (line) => line.replaceAll(' ', ''))
    .replace(/\|  (?=\|)/g, '| ')
    .replace(/\*\*(\s*)\[\*\*/g, '$1[')
    .replace(/\*\*\]\(([^)]*)\)\*\*/g, ']($1)');

function inOrder(map, order) {
  const rank = (key) => (order.includes(key) ? order.indexOf(key) : order.length);
  return Object.fromEntries(Object.entries(map).sort(([one], [other]) => rank(one) - rank(other)));
}

function countCommon(one, other) {
  if (typeof one !== 'object' || one === null) return one === other ? 1 : 0;
  if (typeof other !== 'object' || other === null) return 0;
  return Object.entries(one).reduce((sum, [key, value]) => sum + countCommon(value, other[key]), 0);
}

/** Whether two values say the same; nothing said is the same as nothing, no and an empty list. */
function isSame(one, other, defaults = {}) {
  if (isEmpty(one) || isEmpty(other)) return isEmpty(one) && isEmpty(other);
  if (typeof one !== 'object' || typeof other !== 'object') return one === other;
  return Object.keys({ ...one, ...other }).every((key) =>
    isSame(one[key] ?? defaults[key], other[key] ?? defaults[key], defaults));
}

/** [text before the first part, then each part]: a part begins at a line that `starts` matches. */
function split(text, starts) {
  const parts = [''];
  for (const line of text.split(/(?<=\n)/)) {
    if (starts.test(line)) parts.push('');
    parts[parts.length - 1] += line;
  }
  return parts;
}

/** [a part's own lines, the comments and empty lines at its end, which belong to what follows] */
function cutTail(part) {
  const lines = part.split(/(?<=\n)/);
  let end = lines.length;
  while (end > 0 && /^\s*(#.*)?\n?$/.test(lines[end - 1])) end -= 1;
  return [lines.slice(0, end).join(''), lines.slice(end).join('')];
}

function mergeList(text, old, wanted, style) {
  const [head, ...parts] = split(text, /^- /);
  const known = new Map((Array.isArray(old) ? old : []).map((item, index) => [item.id, { item, part: parts[index] }]));
  const merged = wanted.map((item) => {
    const { item: before, part } = known.get(item.id) ?? { item: {}, part: '' };
    if (part && isSame(before, item, style.defaults)) return part;
    return mergeMap(part.replace(/^- /, '  '), before, item, style, '  ').replace(/^ {2}/, '- ');
  });
  // One empty line between entries; a remark stands right above the entry that it is about.
  const gap = (part) => (/\n#[^\n]*$/.test(part) ? '\n' : '\n\n');
  const parted = merged.map((part) => part.trimEnd());
  return head + parted.map((part, index) => part + (index < parted.length - 1 ? gap(part) : '\n')).join('');
}

function mergeMap(text, old, wanted, style, indent = '', isPage = false) {
  const [head, ...parts] = split(text, new RegExp(`^${indent}[^\\s#-][^\\n]*?:(\\s|$)`));
  const seen = new Set();
  const write = (key, before) => writeLine(key, wanted[key], indent, before, isPage ? style.quoted : []);
  let result = head;
  for (const part of parts) {
    const key = Object.keys(load(part.replaceAll(new RegExp(`^${indent}`, 'gm'), '')))[0];
    const [own, rest] = cutTail(part);
    const value = wanted[key];
    seen.add(key);
    const items = isSame(old[key], value ?? style.defaults[key], style.defaults) ? part : mergeItems(own, old[key], value, indent);
    if (items) result += items === part ? part : items + rest;
    else if (isEmpty(value) && !(key in style.defaults)) result += rest;
    else if (isMap(old[key]) && isMap(value) && /^[^\n]*:[ \t]*\n/.test(own)) {
      const first = own.slice(0, own.indexOf('\n') + 1);
      result += first + mergeMap(own.slice(first.length), old[key], value, style, `${indent}  `) + rest;
    } else result += write(key, own) + rest;
  }
  const isMissing = (key) => !seen.has(key) && !(key in style.defaults ? wanted[key] === style.defaults[key] : isEmpty(wanted[key]));
  const [own, rest] = cutTail(result);
  return own + Object.keys(wanted).filter(isMissing).map((key) => write(key, '')).join('') + rest;
}

/** A list of entries below a key, each on one line in braces, as a table: those that are the same keep their line. */
function mergeItems(text, old, wanted, indent) {
  const [head, ...parts] = split(text, new RegExp(`^${indent} *- `));
  const isTable = parts.length && parts.every((part) => /^ *- \{[^\n]*\}\n$/.test(part));
  if (!isTable || !Array.isArray(wanted) || !wanted.length || !wanted.every(isMap)) return '';
  const start = /^ *- /.exec(parts[0])[0];
  const flow = (value) => dump(withoutEmpty(value), { flowLevel: 0, lineWidth: -1 }).trim().slice(1, -1);
  return head + wanted.map((one) => parts[old.findIndex((other) => isSame(other, one))] ?? `${start}{ ${flow(one)} }\n`).join('');
}

/** `key: value` on as few lines as it needs, in the quotes it had before. */
function writeLine(key, value, indent, before, quoted) {
  const mark = /^\s*[^\s:]+:\s*\[?(["']?)/.exec(before)?.[1] || (quoted.includes(key) ? '"' : '');
  const scalar = (one) => {
    if (typeof one !== 'string' || (!mark && isPlain(one))) return String(one);
    return mark === "'" ? `'${one.replaceAll("'", "''")}'` : quote(one);
  };
  if (typeof value !== 'object' && !String(value).includes('\n')) return `${indent}${key}: ${scalar(value)}\n`;
  const isFlow = !before || /^\s*[^\s:]+:\s*\[/.test(before);
  if (Array.isArray(value) && isFlow && value.every((one) => typeof one !== 'object')) {
    return `${indent}${key}: [${value.map(scalar).join(', ')}]\n`;
  }
  const text = dump({ [key]: withoutEmpty(value) }, { lineWidth: WIDTH - indent.length });
  return text.replace(/^(\s*[^\s:]+: )'(\d{4}-\d\d-\d\d)'$/gm, '$1$2').replace(/^(?=.)/gm, indent);
}

function withoutEmpty(value) {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([, one]) => !isEmpty(one)).map(([key, one]) => [key, withoutEmpty(one)]));
}
