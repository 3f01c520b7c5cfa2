// The panel says all there is to say about the organisation or the relationship that is selected.
import { map, state, change, counted, subscribe, view, el } from './store.js';
import { arrangement, attention, capitalised, citations, facts, familyBadge, filterKeys, openRelationship, organisationButton, textButton, touches, webAddress, webLink } from './parts.js';
import { fullName, groupName, named, otherNames, says, sentence, shortName, todaysName } from './names.js';

// mountPanel fills an element with what is selected, and keeps it so.
export function mountPanel(root) {
  const heading = el('h2', { tabindex: '-1' });
  const close = el('button', { type: 'button', class: 'close', 'aria-label': 'Close the details', onclick: closePanel }, '×');
  const body = el('div', { class: 'details-body' });
  root.classList.add('details');
  root.append(el('div', { class: 'details-head' }, heading, close), body);
  const draw = () => {
    const organisation = map.byId.get(state.org), relationship = map.relById.get(state.rel);
    const selected = organisation !== undefined || relationship !== undefined;
    close.hidden = !selected;
    root.classList.toggle('empty', !selected);
    if (organisation !== undefined) drawOrganisation(organisation, heading, body);
    else if (relationship !== undefined) drawLine(relationship, heading, body);
    else drawMap(heading, body);
  };
  draw();
  subscribe((_, keys) => {
    if (!touches(keys, 'org', 'rel', 'from', 'to', ...filterKeys)) return;
    const active = document.activeElement, within = body.contains(active), key = within && active.dataset.key;
    const opened = keyOfDetails(body);
    draw();
    if (!touches(keys, 'org', 'rel')) {
      for (const d of body.querySelectorAll('details')) d.open ||= opened.has(d.dataset.key);
      if (key) body.querySelector(`[data-key="${key}"]`)?.focus({ preventScroll: true });
    } else if (attention.wanted || within) {
      root.scrollTop = 0;
      heading.focus({ preventScroll: false });
    }
    attention.wanted = false;
  });
}

// keyOfDetails are the keys of the parts that are unfolded.
function keyOfDetails(body) {
  return new Set([...body.querySelectorAll('details[open]')].map(d => d.dataset.key));
}

// closePanel ends the selection; the focus goes back to what was selected in the picture.
function closePanel() {
  const selected = state.org && document.getElementById('org:' + state.org);
  change({ org: '', rel: '' });
  selected?.focus?.();
}

function drawMap(heading, body) {
  heading.textContent = 'This map';
  body.replaceChildren();
  if (map.description) body.append(el('p', {}, map.description));
  body.append(
    el('p', {}, `${counted(map.relationships.length, 'relationship')} among ${counted(map.organisations.length, 'organisation')}.`),
    el('p', { class: 'quiet' }, map.organisations.length > 0 ? 'Select an organisation or a line to read what is known of it, and where it is said.' : 'There is nothing in it yet.'));
  if (map.sources.length === 0) return;
  body.append(el('h3', {}, 'Sources'), el('ul', { class: 'plain' }, ...map.sources.map(s => {
    const url = webAddress(s.url);
    return el('li', {}, url ? webLink(url, s.label) : s.label);
  })));
}

function drawOrganisation(i, heading, body) {
  const o = map.organisations[i], shown = view();
  heading.replaceChildren(el('bdi', {}, fullName(i)));
  body.replaceChildren();
  const about = [shortName(i) !== fullName(i) && shortName(i), o.class, o.dates].filter(Boolean);
  const today = todaysName(i), others = otherNames(i).filter(name => !today || (name !== o.name && name !== o.short));
  if (about.length) body.append(el('ul', { class: 'facts' }, ...about.map(text => el('li', {}, el('bdi', {}, text)))));
  // What is over has no name today, and a comparison ends with its second map.
  const over = o.until !== null || map.compared;
  if (today) body.append(el('p', { class: 'caution-note' }, over ? 'Later called ' : 'Called ', el('bdi', {}, today), over ? '.' : ' today.'));
  if (others.length) body.append(el('p', { class: 'quiet' }, 'Also called ', listed(others, '; ')));
  if (o.change) body.append(el('p', { class: 'change' }, o.change + '.'));
  if (o.description) body.append(el('p', {}, o.description));
  const url = webAddress(o.url);
  if (url) body.append(el('p', { class: 'address' }, webLink(url, url.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, ''))));
  if (o.tags.length) body.append(el('p', { class: 'quiet' }, 'Tags: ', listed(o.tags, ', ')));
  body.append(actions(o));
  if (!shown.orgs[i]) body.append(el('p', { class: 'caution-note' }, 'The filters hide it.'));
  body.append(...measuresOf(i));
  relationshipsOf(i, shown, body);
}

// listed are texts that stand one after the other.
const listed = (texts, between) => texts.map((text, at) => [at > 0 && between, el('bdi', {}, text)]);

// actions are what can be done with an organisation.
function actions(o) {
  const focused = state.focus === o.id;
  const button = (key, text, pressed, act) =>
    el('button', { type: 'button', class: 'action', 'aria-pressed': String(pressed), 'data-key': key, onclick: act }, text);
  return el('div', { class: 'actions', role: 'group', 'aria-label': 'Actions' },
    button('focus', 'Focus', focused, () => change({ focus: focused ? '' : o.id })),
    button('from', 'Path from here', state.from === o.id, () => change({ from: state.from === o.id ? '' : o.id })),
    button('to', 'Path to here', state.to === o.id, () => change({ to: state.to === o.id ? '' : o.id })));
}

// measuresOf are the numbers of an organisation, with its rank among all.
function measuresOf(i) {
  if (map.measures.length === 0 && map.groupings.length === 0) return [];
  const list = el('dl', { class: 'measures-list' });
  for (const m of map.measures) {
    const rank = 1 + m.values.filter(v => v > m.values[i]).length;
    list.append(el('div', {}, el('dt', {}, m.label), el('dd', {}, m.texts[i], el('span', { class: 'quiet' }, ` rank ${rank} of ${m.values.length}`))));
  }
  for (const g of map.groupings) {
    if (g.of[i] >= 0) list.append(el('div', {}, el('dt', {}, capitalised(g.name)), el('dd', {}, groupName(g, g.of[i]))));
  }
  return [el('details', { 'data-key': 'measures' }, el('summary', {}, 'Measures'), list)];
}

function relationshipsOf(i, shown, body) {
  const all = map.incident[i], visible = all.filter(r => shown.rels[r]);
  body.append(el('h3', {}, counted(visible.length, 'relationship')));
  if (visible.length < all.length) {
    body.append(el('p', { class: 'quiet' }, `The filters hide ${visible.length ? `${all.length - visible.length} more` : `all ${all.length}`}.`));
  }
  map.families.forEach((family, f) => {
    const own = visible.filter(r => map.types[map.relationships[r].type].family === f);
    if (own.length === 0) return;
    body.append(el('h4', {}, familyBadge(f), `${family.label} `, el('span', { class: 'quiet' }, String(own.length))),
      el('ul', { class: 'relationships' }, ...own.map(r => relationshipItem(r, i, false))));
  });
}

// relationshipItem says one relationship, from one of its ends if that is given, with its evidence folded or not.
function relationshipItem(index, end, open) {
  const r = map.relationships[index];
  const words = sentence(r, end, i => (end === undefined || (i === end && r.from !== r.to) ? named(i) : organisationButton(i)));
  const item = el('li', { class: 'relationship' }, el('p', {}, words), facts(r));
  if (r.change) item.append(el('p', { class: 'quiet change' }, r.change + '.'));
  if (r.note) item.append(el('p', { class: 'quiet note' }, r.note));
  const joint = arrangement(r);
  if (joint) item.append(joint);
  const count = r.evidence.length ? counted(r.evidence.length, 'citation') : 'No citation';
  const evidence = el('details', { 'data-key': 'rel:' + r.id }, el('summary', {}, count), citations(r));
  evidence.open = open;
  const foot = el('div', { class: 'relationship-foot' }, evidence);
  item.append(foot);
  if (end !== undefined) {
    foot.prepend(textButton('Show the line', () => openRelationship(index), { class: 'as-link small', 'aria-label': `Show the line: ${says(r, end)}` }));
  }
  return item;
}

// drawLine shows a relationship first, then the others between the same two.
function drawLine(index, heading, body) {
  const chosen = map.relationships[index], shown = view();
  const arrow = chosen.mutual ? '↔' : '→';
  heading.replaceChildren(named(chosen.from), ` ${arrow} `, named(chosen.to));
  const item = relationshipItem(index, undefined, true);
  item.classList.add('chosen');
  body.replaceChildren(
    el('p', { class: 'ends' }, organisationButton(chosen.from), el('span', { class: 'quiet' }, ' and '), organisationButton(chosen.to)),
    el('ul', { class: 'relationships' }, item));
  if (!shown.rels[index]) body.append(el('p', { class: 'caution-note' }, 'The filters hide it.'));
  const others = map.incident[chosen.from].filter(i => i !== index && samePair(map.relationships[i], chosen) && shown.rels[i]);
  if (others.length === 0) return;
  body.append(el('h3', {}, `${counted(others.length, 'other relationship')} between the two`),
    el('ul', { class: 'relationships' }, ...others.map(i => {
      const other = relationshipItem(i, undefined, false);
      other.prepend(familyBadge(map.types[map.relationships[i].type].family));
      return other;
    })));
}

function samePair(a, b) {
  return (a.from === b.from && a.to === b.to) || (a.from === b.to && a.to === b.from);
}
