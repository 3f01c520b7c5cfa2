// Downloads of what is seen: the picture as SVG and PNG, the relationships and organisations as CSV.
import { map, announce, view, el } from './store.js';
import { svgOfView } from './picture.js';
import { fullName, groupName, otherNames, says, shortName } from './names.js';

// A PNG has twice the pixels of the picture, but no more than a browser's canvas takes.
const pngScale = 2;
const mostSide = 16000;
const mostPixels = 120e6;

const downloads = [
  { label: 'Picture as SVG', detail: 'for reports and drawing programs', run: () => save(new Blob([svgText(svgOfView())], { type: 'image/svg+xml' }), 'svg') },
  { label: 'Picture as PNG', detail: 'at twice the size', run: async () => save(await pngOf(svgOfView()), 'png') },
  { label: 'Relationships as CSV', detail: 'those that are shown', run: () => save(csvBlob(relationshipRows()), 'relationships.csv') },
  { label: 'Organisations as CSV', detail: 'those that are shown, with measures', run: () => save(csvBlob(organisationRows()), 'organisations.csv') },
];

// mountDownloads fills an element with the button and its menu (WAI-ARIA, menu button).
export function mountDownloads(root) {
  const items = downloads.map(d => el('button', {
    type: 'button', role: 'menuitem', tabindex: '-1', onclick: () => {
      close(true);
      startDownload(d);
    },
  }, el('span', {}, d.label), ' ', el('span', { class: 'quiet' }, d.detail)));
  const menu = el('div', { id: 'download-menu', role: 'menu', 'aria-labelledby': 'download-button' }, ...items);
  menu.hidden = true;
  const button = el('button', {
    id: 'download-button', type: 'button', 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-controls': 'download-menu',
    onclick: () => (menu.hidden ? open(0) : close(true)),
  }, 'Download');
  const open = at => {
    menu.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    items[at].focus();
  };
  const close = back => {
    menu.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    if (back) button.focus();
  };
  button.addEventListener('keydown', e => {
    if (e.key !== 'ArrowDown' && e.key !== 'ArrowUp') return;
    e.preventDefault();
    e.stopPropagation();
    open(e.key === 'ArrowDown' ? 0 : items.length - 1);
  });
  menu.addEventListener('keydown', e => {
    const at = items.indexOf(document.activeElement), last = items.length - 1;
    const to = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }[e.key];
    if (to !== undefined) items[to].focus();
    else if (e.key === 'Escape') close(true);
    else if (e.key === 'Tab') return close(false);
    else if (e.key === 'Enter' || e.key === ' ') return e.stopPropagation();
    e.stopPropagation();
    if (to !== undefined || e.key === 'Escape') e.preventDefault();
  });
  root.addEventListener('focusout', e => {
    if (!menu.hidden && !root.contains(e.relatedTarget)) close(false);
  });
  root.classList.add('menu-button');
  root.append(button, menu);
}

async function startDownload(download) {
  try {
    await download.run();
    announce(`${download.label}: saved.`);
  } catch (error) {
    announce(`${download.label}: ${error.message}`);
    const notice = document.getElementById('notice');
    if (notice) {
      notice.textContent = `${download.label} cannot be made: ${error.message}`;
      notice.hidden = false;
    }
  }
}

// save has the browser save something in a file that is named after the map.
function save(blob, ending) {
  const url = URL.createObjectURL(blob);
  el('a', { href: url, download: `${fileName(map.title)}${ending.includes('.') ? '-' : '.'}${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

// fileName makes of a title what every system takes as the name of a file.
export function fileName(title) {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
  return [...plain].slice(0, 80).join('').replace(/^-+|-+$/g, '') || 'map';
}

function svgText(svg) {
  return '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(svg) + '\n';
}

// pngOf draws a picture at twice its size.
async function pngOf(svg) {
  const { width, height } = sizeOf(svg);
  const scale = Math.min(pngScale, mostSide / width, mostSide / height, Math.sqrt(mostPixels / width / height));
  const canvas = el('canvas', { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) });
  svg.setAttribute('width', canvas.width);
  svg.setAttribute('height', canvas.height);
  const image = new Image(), url = URL.createObjectURL(new Blob([svgText(svg)], { type: 'image/svg+xml' }));
  try {
    await new Promise((done, failed) => {
      image.onload = done;
      image.onerror = () => failed(new Error('the browser does not draw the picture'));
      image.src = url;
    });
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  } finally {
    URL.revokeObjectURL(url);
  }
  const blob = await new Promise(done => canvas.toBlob(done, 'image/png'));
  if (!blob) throw new Error('the picture is too large for this browser');
  return blob;
}

// sizeOf is the size of a picture in CSS pixels, 96 to the inch where its viewBox is in points.
function sizeOf(svg) {
  const box = (svg.getAttribute('viewBox') || '0 0 800 600').trim().split(/[\s,]+/).map(Number);
  return { width: Math.max(1, box[2] * 96 / 72), height: Math.max(1, box[3] * 96 / 72) };
}

function relationshipRows() {
  const shown = view(), rows = [['id', 'from', 'from_name', 'type', 'to', 'to_name', 'mutual', 'relationship', 'dates', 'status',
    'confidence', 'weight', 'arrangement', 'rule', 'note', 'sources', 'passages', 'urls', ...(map.compared ? ['change'] : [])]];
  map.relationships.forEach((r, i) => {
    if (!shown.rels[i]) return;
    const from = map.organisations[r.from], to = map.organisations[r.to], a = map.arrangements[r.arrangement];
    rows.push([r.id, from.id, fullName(r.from), map.types[r.type].id, to.id, fullName(r.to), r.mutual, says(r), r.dates,
      r.status, r.confidence, r.weight, a ? a.label || a.id : '', a ? a.rule : '', r.note,
      lines(r.evidence.map(e => map.sources[e.source]?.label)), lines(r.evidence.map(e => e.passage)), lines(r.evidence.map(e => e.url)), ...(map.compared ? [r.change] : [])]);
  });
  return rows;
}

function organisationRows() {
  const shown = view(), rows = [['id', 'name', 'short_name', 'other_names', 'classification', 'sector', 'dates', 'description', 'url', 'tags',
    'relationships_shown', ...map.measures.map(m => m.name), ...map.groupings.map(g => g.name), ...(map.compared ? ['change'] : [])]];
  map.organisations.forEach((o, i) => {
    if (!shown.orgs[i]) return;
    rows.push([o.id, fullName(i), shortName(i), lines(otherNames(i)), o.class, map.sectors[o.sector]?.label, o.dates, o.description, o.url, lines(o.tags),
      map.incident[i].filter(r => shown.rels[r]).length, ...map.measures.map(m => m.values[i]), ...map.groupings.map(g => groupName(g, g.of[i])), ...(map.compared ? [o.change] : [])]);
  });
  return rows;
}

function lines(texts) {
  return texts.filter(Boolean).join('\n');
}

// csvBlob writes rows as RFC 4180 says, in UTF-8 with the mark by which spreadsheets know it.
function csvBlob(rows) {
  return new Blob(['\ufeff', ...rows.map(row => row.map(csvCell).join(',') + '\r\n')], { type: 'text/csv' });
}

// csvCell writes a value. A text that a spreadsheet would take for a formula begins with an apostrophe.
export function csvCell(value) {
  let text = String(value ?? '');
  if (typeof value === 'string' && /^[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@|＝＋－＠]|^[\t\r\n]/.test(text)) text = "'" + text;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
