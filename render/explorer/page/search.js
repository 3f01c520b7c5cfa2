// Search: an organisation by any of its names, as a combobox with a list of suggestions (WAI-ARIA Authoring Practices).
import { map, change, view, el } from './store.js';
import { centreOn } from './picture.js';
import { allNames, fullName, shortName } from './names.js';
import { openOrganisation } from './parts.js';

const mostSuggestions = 8;

// plain brings a name to the form in which names are compared: without case, accents, and signs.
export function plain(text) {
  return text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replace(/&/g, ' and ').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

let index = null; // of each organisation, all that it is called: {text, plain}

function names() {
  return (index ??= map.organisations.map((_, i) => allNames(i).map((text) => ({ text, plain: plain(text) }))));
}

// suggest returns organisations that a text may mean, the best first: {org, name}, where name is the one that is meant.
export function suggest(text) {
  const wanted = plain(text);
  if (wanted === '') return [];
  const found = rank(wanted, (name) => {
    if (name === wanted) return 0;
    if (name.startsWith(wanted)) return 1;
    if ((' ' + name).includes(' ' + wanted)) return 2;
    if (name.includes(wanted)) return 3;
    const words = wanted.split(' ');
    return words.length > 1 && words.every((w) => name.includes(w)) ? 4 : -1;
  });
  if (found.length > 0 || wanted.length < 3) return found;
  const most = wanted.length < 6 ? 1 : 2;
  return rank(wanted, (name) => {
    const distance = Math.min(edits(wanted, name, most), ...name.split(' ').map((w) => edits(wanted, w, most)));
    return distance <= most ? 10 + distance : -1;
  });
}

function rank(wanted, score) {
  const found = [];
  names().forEach((list, org) => {
    let best = null;
    list.forEach((name) => {
      const value = score(name.plain);
      if (value >= 0 && (best === null || value < best.value)) best = { org, name: name.text, value };
    });
    if (best) found.push(best);
  });
  return found.sort((a, b) => a.value - b.value || map.incident[b.org].length - map.incident[a.org].length || a.org - b.org).slice(0, mostSuggestions);
}

// edits is the Levenshtein distance, or more than a bound.
function edits(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}

// mountSearch fills an element with the search.
export function mountSearch(root, subscribe) {
  const list = el('ul', { id: 'search-list', role: 'listbox', 'aria-label': 'Organisations', hidden: true });
  const input = el('input', {
    id: 'search-input', type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false', placeholder: 'Find a name', 'aria-label': 'Find an organisation by any name',
    'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': 'search-list', 'aria-keyshortcuts': '/',
  });
  const count = el('span', { role: 'status', class: 'unseen' });
  root.append(input, el('kbd', { 'aria-hidden': 'true' }, '/'), list, count);
  let found = [], active = -1;

  const close = () => {
    found = [];
    active = -1;
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    count.textContent = '';
  };
  const activate = (i) => {
    active = i;
    [...list.children].forEach((option, at) => option.setAttribute('aria-selected', String(at === i)));
    if (i < 0) return input.removeAttribute('aria-activedescendant');
    input.setAttribute('aria-activedescendant', list.children[i].id);
    list.children[i].scrollIntoView({ block: 'nearest' });
  };
  const pick = (i) => {
    const { org } = found[i];
    input.value = '';
    close();
    // What is looked for is to be seen, whatever is hidden.
    if (!view().orgs[org]) change({ focus: '', date: '', hideSectors: [], hideChanges: [] });
    openOrganisation(org);
    centreOn(map.organisations[org].id);
  };
  const open = () => {
    found = suggest(input.value);
    active = -1;
    list.replaceChildren(...found.map((f, i) => option(f, i, pick)));
    if (found.length === 0 && plain(input.value) !== '') list.append(el('li', { class: 'none', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, 'No organisation is called that.'));
    list.hidden = list.children.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    input.removeAttribute('aria-activedescendant');
    count.textContent = list.hidden ? '' : found.length === 1 ? '1 organisation' : `${found.length} organisations`;
  };
  input.addEventListener('input', open);
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (e) => {
    const last = found.length - 1;
    if (e.key === 'ArrowDown' && list.hidden) open();
    if (e.key === 'ArrowDown' && found.length) activate(active >= last ? 0 : active + 1);
    else if (e.key === 'ArrowUp' && found.length) activate(active <= 0 ? last : active - 1);
    else if (e.key === 'Enter' && found.length) pick(Math.max(0, active));
    else if (e.key === 'Escape') {
      if (list.hidden) input.value = '';
      else close();
    } else return;
    e.preventDefault();
    e.stopPropagation();
  });
  subscribe((_, keys) => {
    if (keys.has('map') || keys.has('date')) index = null; // the name of the date comes first
  });
}

function option({ org, name }, i, pick) {
  const label = shortName(org), full = fullName(org);
  const also = name !== label ? name : full !== label ? full : '';
  const item = el('li', { id: 'search-option-' + i, role: 'option', 'aria-selected': 'false' },
    el('bdi', {}, label), also && el('bdi', { class: 'quiet' }, also), !view().orgs[org] && el('span', { class: 'quiet' }, 'hidden now'));
  item.addEventListener('pointerdown', (e) => e.preventDefault()); // the field keeps the focus
  item.addEventListener('click', () => pick(i));
  return item;
}
