// What organisations are called, by the names that were in use at the date of the state, and what relationships say with
// those names. Where they are elements, none turns the direction of what stands beside it.
import { map, state, dayOf, held, el } from './store.js';

// formerName is which of its former names an organisation had at the date, or -1.
export function formerName(i) {
  const former = state.date && map.organisations[i].called, day = former && dayOf(state.date);
  return former ? former.findIndex((c) => held(day, c.from, c.until)) : -1;
}

function namesNow(i) {
  return map.organisations[i].called?.[formerName(i)] ?? map.organisations[i];
}

// shortName is a name that is never empty; fullName says more where there is more; longName has both.
export function shortName(i) {
  const o = namesNow(i);
  return o.short || o.name || map.organisations[i].id;
}

export function fullName(i) {
  return namesNow(i).name || shortName(i);
}

export function longName(i) {
  const full = fullName(i), short = shortName(i);
  return full === short ? full : `${full} (${short})`;
}

// todaysName is the name of today of an organisation that had another at the date; else "".
export function todaysName(i) {
  const o = map.organisations[i];
  if (formerName(i) < 0) return '';
  return o.short && o.short !== o.name ? `${o.name} (${o.short})` : o.name;
}

// allNames are all that an organisation is called, was called, and its id, each once.
export function allNames(i) {
  const o = map.organisations[i];
  return [...new Set([shortName(i), fullName(i), o.short, o.name, ...o.others, o.id])].filter(Boolean);
}

// otherNames are those that it does not go by at the date; the id is none.
export function otherNames(i) {
  const o = map.organisations[i], own = [shortName(i), fullName(i)];
  return allNames(i).filter((name) => !own.includes(name) && (name !== o.id || o.others.includes(name)));
}

// named is the short name of an organisation as an element.
export const named = (i) => el('bdi', {}, shortName(i));

// partsOf are what a relationship says from one of its ends, or from its first: [organisation, words, organisation].
function partsOf(r, from) {
  return from === r.to && from !== r.from && r.back ? [r.to, r.back, r.from] : [r.from, r.says, r.to];
}

// says is that as a text; sentence as an element, with what made(i) makes of the organisations in it.
export function says(r, from) {
  const [first, words, second] = partsOf(r, from);
  return `${shortName(first)} ${words} ${shortName(second)}`;
}

export function sentence(r, from, made = named) {
  const [first, words, second] = partsOf(r, from);
  return el('span', { class: 'sentence' }, made(first), ' ', el('bdi', {}, words), ' ', made(second));
}

// groupName is what a group of a grouping is called.
export function groupName(grouping, k) {
  const hub = grouping.around?.[k];
  return hub !== undefined && formerName(hub) >= 0 ? 'around ' + shortName(hub) : grouping.names[k] ?? '';
}
