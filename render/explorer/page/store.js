// What the page knows and what it shows. All other modules read the map and the state here, change the state with
// change(), and hear of changes with subscribe(); none of them keeps a state that is worth sharing of its own.

// map is the data, see data.go; organisations and so on are told by their index. Besides, map.byId has the index of an
// organisation, and map.relById of a relationship, by its id; map.incident has for each organisation the indices of its
// relationships, each once. The arrays are replaced as a whole by replaceMap, so take them from map each time.
export const map = {};

// defaults are the values of the state that the address of the page does not mention.
export const defaults = Object.freeze({
  hideTypes: [], // ids of types
  hideSectors: [], // ids of sectors; "-" stands for organisations without one
  hideSources: [], // ids of sources
  hideStatus: [],
  hideConfidence: [],
  hideChanges: [], // ids of ways to stand to two maps that are compared
  date: '', // YYYY-MM-DD, or '' for all that the map knows
  org: '', // id of the organisation that is selected; org and rel exclude each other
  rel: '', // id of the relationship that is selected
  focus: '', // id of an organisation: only it and its neighbourhood are shown
  hops: 1, // how far the neighbourhood reaches, 1 to 9
  from: '', // ids of the organisations between which paths are sought
  to: '',
  direction: 'along', // or 'any'
  tab: 'picture', // or 'table'
  size: '', // name of a measure
  colour: '', // name of a grouping
  theme: '', // 'light', 'dark', or '' for what the reader's system prefers
  x: 0, // the point of the picture in the middle of the window, and how many times larger than when all of it is seen;
  y: 0, // k is 0 for all of it in the middle
  k: 0,
});

// state is what holds now. It is only read; change() writes it.
export const state = { ...defaults };

const subscribers = [];
const changed = new Set();
let known = {}; // by key of the state: the ids that may stand in it
let current = null; // what view() returns, until something changes

// replaceMap takes other data, such as those of a map whose files have changed, and keeps of the state what there
// still is. Subscribers hear of the key 'map'.
export function replaceMap(data) {
  takeMap(data);
  change({ ...state }, { quiet: true });
  notify(['map']);
}

function takeMap(data) {
  Object.assign(map, data);
  map.byId = new Map(map.organisations.map((o, i) => [o.id, i]));
  map.relById = new Map(map.relationships.map((r, i) => [r.id, i]));
  map.incident = map.organisations.map(() => []);
  map.relationships.forEach((r, i) => {
    map.incident[r.from].push(i);
    if (r.to !== r.from) map.incident[r.to].push(i);
  });
  const ids = (list) => new Set(list.map((x) => x.id));
  const orgs = new Set(map.byId.keys());
  known = {
    hideTypes: ids(map.types), hideSectors: ids(map.sectors).add('-'), hideSources: ids(map.sources),
    hideStatus: ids(map.statuses), hideConfidence: ids(map.confidences), hideChanges: ids(map.changes),
    org: orgs, focus: orgs, from: orgs, to: orgs, rel: new Set(map.relById.keys()),
    direction: new Set(['along', 'any']), tab: new Set(['picture', 'table']), theme: new Set(['light', 'dark']),
    size: new Set(map.measures.map((m) => m.name)), colour: new Set(map.groupings.map((g) => g.name)),
  };
  current = null;
}

// valid returns a value for a key that may stand in the state: what is unknown is left out, or becomes the default.
function valid(key, value) {
  const ids = known[key];
  switch (typeof defaults[key]) {
    case 'object':
      return Array.isArray(value) ? [...new Set(value)].filter((id) => ids.has(id)).sort() : [];
    case 'number': {
      const n = Number(value);
      if (!Number.isFinite(n)) return defaults[key];
      return key === 'hops' ? Math.min(9, Math.max(1, Math.round(n))) : key === 'k' ? Math.max(0, n) : n;
    }
  }
  if (key === 'date') return dayOf(value) === null ? '' : value;
  return ids.has(value) ? value : defaults[key];
}

const same = (a, b) => (Array.isArray(a) ? a.length === b.length && a.every((x, i) => x === b[i]) : a === b);

// change merges a patch into the state, writes the address of the page, and tells the subscribers once after all
// changes of the same task. Quiet changes are not told.
export function change(patch, { quiet = false } = {}) {
  const next = { ...patch };
  if (next.org && next.rel === undefined) next.rel = '';
  if (next.rel && next.org === undefined) next.org = '';
  const keys = [];
  for (const key of Object.keys(next)) {
    if (!(key in defaults)) continue;
    const value = valid(key, next[key]);
    if (!same(value, state[key])) {
      state[key] = value;
      keys.push(key);
    }
  }
  if (keys.length === 0) return;
  current = null;
  writeAddress();
  if (!quiet) notify(keys);
}

function notify(keys) {
  if (changed.size === 0) queueMicrotask(tell);
  for (const key of keys) changed.add(key);
}

function tell() {
  const keys = new Set(changed);
  changed.clear();
  for (const f of subscribers) f(view(), keys);
}

// subscribe has f(view, changedKeys) called after each change; changedKeys is a Set of keys of the state, or 'map'.
export function subscribe(f) {
  subscribers.push(f);
}

// The address: #org=mi5&date=2019-01-01&hideTypes=advice,support.

function addressOf() {
  const parts = [];
  for (const key of Object.keys(defaults)) {
    if (same(state[key], defaults[key])) continue;
    const text = String(state[key]); // lists get commas
    parts.push(key + '=' + text.replace(/[\s%&=#+"<>]/g, encodeURIComponent));
  }
  return parts.join('&');
}

let written = null;

function writeAddress() {
  const address = addressOf();
  if (address === written) return;
  written = address;
  const here = location.href.replace(/#.*$/s, '');
  try {
    history.replaceState(null, '', address ? here + '#' + address : here);
  } catch {
    // A browser may refuse where the address changes too often; the next change writes it.
    written = null;
  }
}

function readAddress() {
  const patch = { ...defaults };
  for (const part of location.hash.slice(1).split('&')) {
    const at = part.indexOf('=');
    const key = part.slice(0, at);
    if (at < 0 || !Object.hasOwn(defaults, key)) continue;
    let text = part.slice(at + 1);
    try {
      text = decodeURIComponent(text);
    } catch {
      continue;
    }
    patch[key] = Array.isArray(defaults[key]) ? text.split(',') : text;
  }
  return patch;
}

// Days are counted from 1 January 1970. Years are those of ISO 8601, 0000 to 9999.

// dayOf returns the day of a date that is written YYYY-MM-DD, or null where it is not one.
export function dayOf(date) {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return null;
  const time = Date.parse(date + 'T00:00:00Z');
  return Number.isNaN(time) || dateOf(time / 864e5) !== date ? null : time / 864e5;
}

// dateOf returns how a day is written, YYYY-MM-DD.
export function dateOf(day) {
  return new Date(day * 864e5).toISOString().slice(0, 10);
}

// held reports whether a day is in a period whose open ends are null; null is any day.
export const held = (day, from, until) => day === null || ((from === null || from <= day) && (until === null || day <= until));

// view says what is shown: {orgs, rels} are arrays with 1 for what is, {orgCount, relCount} how many that are. A
// relationship is shown if its type, status and confidence are not hidden, not all of its sources are, it is known at
// the date, and both its ends are shown; an organisation if its sector is not hidden, it is there at the date, and it
// is within so many hops of the focus, over relationships that are shown. In a comparison both are not shown where their
// change is hidden, but for an organisation that did not change and to which a relationship leads that did.
export function view() {
  if (current) return current;
  const day = dayOf(state.date);
  const hidden = (key) => new Set(state[key]);
  const types = hidden('hideTypes'), sectors = hidden('hideSectors'), sources = hidden('hideSources');
  const statuses = hidden('hideStatus'), confidences = hidden('hideConfidence'), changes = hidden('hideChanges');
  const orgs = Uint8Array.from(map.organisations, (o) =>
    !sectors.has(o.sector < 0 ? '-' : map.sectors[o.sector].id) && held(day, o.from, o.until) &&
    (o.standing === 'org-same' || !changes.has(o.standing)) ? 1 : 0);
  const rels = Uint8Array.from(map.relationships, (r) =>
    orgs[r.from] && orgs[r.to] && !types.has(map.types[r.type].id) && !statuses.has(r.status) &&
    !confidences.has(r.confidence) && !changes.has(r.standing) && held(day, r.known_from, r.known_until) &&
    (sources.size === 0 || r.evidence.length === 0 || r.evidence.some((e) => !sources.has(map.sources[e.source].id))) ? 1 : 0);
  if (changes.has('org-same')) dropUnchanged(orgs, rels);
  if (state.focus) keepNear(map.byId.get(state.focus), orgs, rels);
  const count = (a) => a.reduce((sum, x) => sum + x, 0);
  current = { orgs, rels, orgCount: count(orgs), relCount: count(rels) };
  return current;
}

// keepNear takes away what is not within the hops of the state from an organisation.
function keepNear(focus, orgs, rels) {
  const near = new Uint8Array(orgs.length);
  let ring = orgs[focus] ? [focus] : [];
  near[focus] = orgs[focus];
  for (let hop = 0; hop < state.hops; hop++) {
    const next = [];
    for (const n of ring) {
      for (const i of map.incident[n]) {
        const r = map.relationships[i];
        const other = r.from === n ? r.to : r.from;
        if (rels[i] && !near[other]) {
          near[other] = 1;
          next.push(other);
        }
      }
    }
    ring = next;
  }
  orgs.set(near);
  dropLoose(orgs, rels);
}

// dropUnchanged takes away the organisations that did not change, and of which no relationship did that is shown.
function dropUnchanged(orgs, rels) {
  map.organisations.forEach((o, i) => {
    if (o.standing === 'org-same' && !map.incident[i].some((r) => rels[r] && map.relationships[r].standing !== 'rel-same')) orgs[i] = 0;
  });
  dropLoose(orgs, rels);
}

// dropLoose takes away the relationships of which an end is not shown.
function dropLoose(orgs, rels) {
  map.relationships.forEach((r, i) => {
    if (!orgs[r.from] || !orgs[r.to]) rels[i] = 0;
  });
}

// el makes an element: attributes by setAttribute (none for null, undefined and false; an empty one for true), those
// whose names begin with "on" and are functions by addEventListener; children are nodes, strings or numbers, and null
// and false are none.
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child instanceof Node ? child : String(child));
  }
}

// counted writes a number with its noun: "1 relationship", "41 relationships".
export function counted(n, one, many = one + 's') {
  return n.toLocaleString('en-GB') + ' ' + (n === 1 ? one : many);
}

// announce says something to those who do not see the page, once it is quiet.
let announcing = 0;
export function announce(text) {
  clearTimeout(announcing);
  announcing = setTimeout(() => {
    document.getElementById('status').textContent = text;
  }, 150);
}

takeMap(JSON.parse(document.getElementById('map').textContent));
change(readAddress(), { quiet: true });
addEventListener('hashchange', () => {
  written = null;
  change(readAddress());
});
