// Parts that the panel, the path finder and the table share: names to press, facts and citations as elements.
import { map, change, el } from './store.js';
import { sentence, shortName } from './names.js';

// attention.wanted is true from when something was opened from a control until the panel has taken the focus.
export const attention = { wanted: false };

// openOrganisation and openRelationship show something in the panel and take the focus there.
export function openOrganisation(i) {
  attention.wanted = true;
  change({ org: map.organisations[i].id, rel: '' });
}

export function openRelationship(i) {
  attention.wanted = true;
  change({ org: '', rel: map.relationships[i].id });
}

// textButton is a button that looks like a link.
export function textButton(text, act, attributes = {}) {
  return el('button', { type: 'button', class: 'as-link', onclick: act, ...attributes }, text);
}

export function organisationButton(i, text = shortName(i)) {
  return textButton(el('bdi', {}, text), () => openOrganisation(i));
}

// familyBadge is the letter of a family on its colour, for the eye alone: a word always stands beside it.
export function familyBadge(f) {
  const family = map.families[f];
  const badge = el('span', { class: 'family-badge', 'aria-hidden': 'true' }, family.code || '\u00a0');
  badge.style.background = `light-dark(${family.light}, ${family.dark})`;
  return badge;
}

// facts are what is to be said of a relationship beside its sentence: type, dates, status, confidence.
export function facts(r) {
  const list = el('ul', { class: 'facts' });
  const add = (text, kind = '') => text && list.append(el('li', kind ? { class: kind } : {}, el('bdi', {}, text)));
  add(map.types[r.type].label);
  if (r.mutual) add('both ways');
  add(r.dates);
  if (r.status && r.status !== 'active') add(labelOf(map.statuses, r.status), 'caution');
  if (r.confidence && r.confidence !== 'confirmed') add(labelOf(map.confidences, r.confidence), 'caution');
  if (r.weight !== 1) add(`strength ${r.weight}`);
  return list;
}

// labelOf is what one of named things is called.
export function labelOf(named, id) {
  return named.find(n => n.id === id)?.label || id;
}

// capitalised makes a heading of a name such as "part-of".
export function capitalised(name) {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}

// webAddress returns an address that may be linked to, or "".
export function webAddress(url) {
  return /^https?:\/\//i.test(url || '') ? url : '';
}

export function webLink(url, ...children) {
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}

// citations are the passages that say so, each with its source.
export function citations(r) {
  if (r.evidence.length === 0) return el('p', { class: 'quiet' }, 'No source is cited.');
  return el('ul', { class: 'citations' }, ...r.evidence.map(e => {
    const source = map.sources[e.source], url = webAddress(e.url), home = webAddress(source?.url);
    const item = el('li', {});
    if (e.passage) {
      const words = el('q', {}, e.passage);
      item.append(url ? webLink(url, words) : words, ' ');
    }
    const label = el('cite', {}, source?.label || 'a source');
    item.append(!e.passage && (url || home) ? webLink(url || home, label) : label);
    if (e.note) item.append(el('span', { class: 'quiet note' }, e.note));
    return item;
  }));
}

// arrangement says with which others a relationship holds.
export function arrangement(r) {
  const a = map.arrangements[r.arrangement];
  if (!a) return null;
  const others = [...map.relationships.keys()].filter(i => map.relationships[i].arrangement === r.arrangement && map.relationships[i] !== r);
  const rule = a.rule === 'any' ? 'One of several that may stand alone' : 'Holds only together with others';
  const box = el('div', { class: 'arrangement' }, el('p', {}, el('strong', {}, rule), a.label && [': ', el('bdi', {}, a.label)]));
  if (a.note) box.append(el('p', { class: 'quiet note' }, a.note));
  if (others.length) box.append(el('ul', {}, ...others.map(i => el('li', {}, textButton(sentence(map.relationships[i]), () => openRelationship(i))))));
  return box;
}

// touches reports whether one of some keys of the state, or the map, has changed.
export function touches(keys, ...names) {
  return keys.has('map') || names.some(n => keys.has(n));
}

// filterKeys are the keys of the state that decide what is shown.
export const filterKeys = ['hideTypes', 'hideSectors', 'hideSources', 'hideStatus', 'hideConfidence', 'hideChanges', 'date', 'focus', 'hops'];
