// The legend, which is also the filter: what each colour, letter, outline and dash stands for, how much of it is shown,
// and a check box to hide it.
import { map, state, change, subscribe, view, el } from './store.js';
import { svgElement } from './picture.js';
import { groupsShown } from './dress.js';
import { named } from './names.js';

// mountLegend fills an element with the legend.
export function mountLegend(root) {
  let rows = [];
  const build = () => {
    rows = [];
    root.replaceChildren(...[
      map.changes.length > 0 && group(rows, `From ${map.compared}`, changesOf(rows), 'hideChanges'),
      map.types.length > 0 && group(rows, 'Relationships', familiesOf(rows), 'hideTypes'),
      map.sectors.length > 0 && group(rows, 'Organisations', sectorsOf(rows), 'hideSectors'),
      map.statuses.length > 1 && group(rows, 'Status', namedRows(rows, map.statuses, 'hideStatus', 'status', statusSample), 'hideStatus'),
      map.confidences.length > 1 && group(rows, 'Confidence', namedRows(rows, map.confidences, 'hideConfidence', 'confidence', confidenceSample), 'hideConfidence'),
      map.sources.length > 1 && group(rows, 'Sources', sourcesOf(rows), 'hideSources', true),
      map.types.length > 0 && reading(),
    ].filter(Boolean));
    root.hidden = root.childElementCount === 0;
    draw(view());
  };
  const draw = (shown) => rows.forEach((row) => row(shown));
  build();
  subscribe((shown, keys) => (keys.has('map') ? build() : draw(shown)));
}

// changesOf are the ways to stand to two maps, with the signs that the picture has for them.
function changesOf(rows) {
  return [['org-', 'Organisations', countOrgs], ['rel-', 'Relationships', countRels]].map(([kind, title, counter]) => {
    const changes = map.changes.filter((c) => c.id.startsWith(kind));
    return changes.length > 0 && [el('h3', {}, title), el('ul', { class: 'legend-list', 'aria-label': title }, changes.map((c) => el('li', {}, row(rows, {
      key: 'hideChanges', ids: [c.id], label: c.label, count: counter((x) => x.standing === c.id), noun: ' ' + title.toLowerCase(),
      sample: el('span', { class: c.new ? 'swatch new' : 'swatch', 'aria-hidden': 'true' }, c.sign || '\u00a0'),
    })))), changes.some((c) => c.id === 'org-same') && el('p', { class: 'legend-note' }, 'Unchanged ones stay while a relationship of theirs that changed is shown.')];
  });
}

// mountFocus fills an element with what is in focus, and how far around it is shown.
export function mountFocus(root) {
  const name = el('span', {});
  const steps = el('select', { id: 'hops', onchange: () => change({ hops: Number(steps.value) }) },
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => el('option', { value: n }, n === 1 ? '1 step' : `${n} steps`)));
  root.append(
    el('div', { class: 'group-head' }, el('h2', {}, 'Around ', name), el('button', { type: 'button', class: 'link', onclick: () => change({ focus: '' }) }, 'End focus')),
    el('label', { class: 'focus-steps' }, 'Shown up to ', steps, ' away'));
  const draw = () => {
    root.hidden = state.focus === '';
    name.replaceChildren(state.focus && named(map.byId.get(state.focus)));
    steps.value = String(state.hops);
  };
  draw();
  subscribe(draw);
}

// mountColours fills an element with what the colours of boxes stand for.
export function mountColours(root) {
  const draw = () => {
    const groups = groupsShown();
    root.hidden = groups.length === 0;
    root.replaceChildren(el('h2', {}, 'Colours'), el('ul', { class: 'legend-list' }, groups.map((g) => {
      const swatch = el('span', { class: 'swatch', 'aria-hidden': 'true' }, g.tag);
      swatch.style.background = g.light ? `light-dark(${g.light}, ${g.dark})` : 'var(--box)';
      return el('li', {}, el('span', { class: 'legend-row small' }, swatch, el('span', { class: 'legend-label', dir: 'auto' }, el('span', { class: 'unseen' }, g.tag + ' '), g.label), el('span', { class: 'number' }, String(g.count))));
    })));
  };
  draw();
  subscribe(draw);
}

// group is a part of the legend with its heading, and a button that shows all of it again.
function group(rows, title, content, key, folded = false) {
  const all = el('button', { type: 'button', class: 'link', 'aria-label': `Show all: ${title.toLowerCase()}`, onclick: () => change({ [key]: [] }) }, 'All');
  rows.push(() => {
    all.hidden = state[key].length === 0;
  });
  if (folded) {
    return el('details', { class: 'legend-group' }, el('summary', {}, el('h2', {}, title)), all, content);
  }
  return el('section', { class: 'legend-group', 'aria-label': title }, el('div', { class: 'group-head' }, el('h2', {}, title), all), content);
}

// row is a check box with a sample, a label and a count. keys are the ids that it hides.
function row(rows, { key, ids, label, sample, count, small, noun = '' }) {
  const box = el('input', { type: 'checkbox' });
  const number = el('span', { class: 'number', 'aria-hidden': 'true' });
  const unseen = el('span', { class: 'unseen' });
  box.addEventListener('change', () => {
    const hidden = new Set(state[key]);
    for (const id of ids) {
      if (box.checked) hidden.delete(id);
      else hidden.add(id);
    }
    change({ [key]: [...hidden] });
  });
  rows.push((shown) => {
    const off = ids.filter((id) => state[key].includes(id)).length;
    box.checked = off < ids.length;
    box.indeterminate = off > 0 && off < ids.length;
    const [seen, all] = count(shown);
    number.textContent = seen === all ? String(all) : `${seen}/${all}`;
    unseen.textContent = `, ${seen} of ${all}${noun}`;
    line.classList.toggle('off', off === ids.length);
  });
  const line = el('label', { class: small ? 'legend-row small' : 'legend-row' }, box, sample ?? null, el('span', { class: 'legend-label', dir: 'auto' }, label), unseen, number);
  return line;
}

// countRels and countOrgs count what passes a test: those that are shown, and all.
const countRels = (test) => (shown) => countOf(map.relationships, shown.rels, test);
const countOrgs = (test) => (shown) => countOf(map.organisations, shown.orgs, test);

function countOf(records, flags, test) {
  let seen = 0, all = 0;
  records.forEach((record, i) => {
    if (!test(record)) return;
    all++;
    seen += flags[i];
  });
  return [seen, all];
}

function familiesOf(rows) {
  const list = el('ul', { class: 'legend-list' });
  map.families.forEach((family, f) => {
    const types = map.types.flatMap((t, i) => (t.family === f ? [i] : []));
    const ids = types.map((i) => map.types[i].id);
    const head = row(rows, {
      key: 'hideTypes', ids, label: family.label, sample: familySample(family),
      count: countRels((r) => map.types[r.type].family === f),
    });
    const item = el('li', {}, head);
    if (types.length > 1 || map.types[types[0]].id !== family.id) {
      item.append(el('ul', { class: 'legend-list' }, types.map((i) => el('li', {}, row(rows, {
        key: 'hideTypes', ids: [map.types[i].id], label: map.types[i].label, small: true, sample: typeSample(map.types[i]), count: countRels((r) => r.type === i),
      })))));
    }
    list.append(item);
  });
  return list;
}

// familySample is a line in the colour of a family, with its letter; without one where it is drawn only together with others.
function familySample(family) {
  const sample = svgElement('svg', { class: 'sample line-sample', viewBox: '0 0 34 18', 'aria-hidden': 'true' }, svgElement('path', { d: 'M1 9H33' }));
  if (family.code) {
    sample.append(svgElement('rect', { x: 10, y: 2, width: 14, height: 14, rx: 3 }), svgElement('text', { x: 17, y: 12.5, 'text-anchor': 'middle' }, family.code));
  }
  sample.style.color = `light-dark(${family.light}, ${family.dark})`;
  return sample;
}

// typeSample is a line of a type that has looks of its own; null for others.
function typeSample(type) {
  if (!type.light) return null;
  const sample = lineSample(type.dash);
  sample.style.color = `light-dark(${type.light}, ${type.dark})`;
  return sample;
}

// lineSample is a line that is broken or has arrowheads.
function lineSample(dashes, from, to) {
  const sample = svgElement('svg', { class: 'sample line-sample plain', viewBox: '0 0 34 18', 'aria-hidden': 'true' },
    svgElement('path', { d: 'M3 9H31', 'stroke-dasharray': dashes }));
  if (to) sample.append(svgElement('path', { class: 'head', d: 'M33 9l-7-3.4v6.8z' }));
  if (from) sample.append(svgElement('path', { class: 'head', d: 'M1 9l7-3.4v6.8z' }));
  return sample;
}

// questionSample is the sign of what is uncertain.
function questionSample() {
  return svgElement('svg', { class: 'sample line-sample plain', viewBox: '0 0 34 18', 'aria-hidden': 'true' },
    svgElement('text', { x: 17, y: 13.5, 'text-anchor': 'middle' }, '?'));
}

function statusSample(id) {
  if (id === 'disputed') return questionSample();
  return lineSample({ proposed: '6 4', suspended: '1.5 3.5', ended: '1.5 3.5' }[id] ?? '');
}

const confidenceSample = (id) => (id === 'confirmed' ? lineSample('') : questionSample());

function namedRows(rows, named, key, field, sample) {
  return el('ul', { class: 'legend-list' }, named.map(({ id, label }) => el('li', {}, row(rows, {
    key, ids: [id], label, sample: sample(id), count: countRels((r) => r[field] === id),
  }))));
}

function sectorsOf(rows) {
  const entries = map.sectors.map((s, i) => [s.id, s.label, i]);
  if (map.organisations.some((o) => o.sector < 0)) entries.push(['-', 'No sector', -1]);
  return el('ul', { class: 'legend-list' }, entries.map(([id, label, sector]) => el('li', {}, row(rows, {
    key: 'hideSectors', ids: [id], label, count: countOrgs((o) => o.sector === sector),
  }))));
}

function sourcesOf(rows) {
  return el('ul', { class: 'legend-list' }, map.sources.map((s, i) => el('li', {}, row(rows, {
    key: 'hideSources', ids: [s.id], label: s.label, small: true, count: countRels((r) => r.evidence.some((e) => e.source === i)),
  }))));
}

// reading says how to read lines.
function reading() {
  const entries = [[lineSample('', false, true), 'from one to the other'], [lineSample('', true, true), 'each to the other'], [lineSample(''), 'jointly']];
  return el('details', { class: 'legend-group' }, el('summary', {}, el('h2', {}, 'Reading the lines')),
    el('ul', { class: 'legend-list' }, entries.map(([sample, label]) => el('li', {}, el('span', { class: 'legend-row' }, sample, el('span', { class: 'legend-label' }, label))))));
}
