// The table says what the picture says: the relationships, or the organisations, that the filters show.
import { map, state, counted, subscribe, view, el } from './store.js';
import { capitalised, familyBadge, filterKeys, labelOf, openOrganisation, openRelationship, textButton, touches } from './parts.js';
import { fullName, groupName, says, sentence, shortName } from './names.js';

// mostRows is how many rows are drawn before the reader asks for more: some thousand make a browser slow.
const mostRows = 2000;

const alphabet = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' });

// relationshipColumns and organisationColumns tell the columns: heading, what to sort by, and what is in a cell.
const relationshipColumns = () => [
  { label: 'Relationship', of: i => says(map.relationships[i]), cell: i => textButton(sentence(map.relationships[i]), () => openRelationship(i)) },
  { label: 'Change', of: i => map.relationships[i].change, when: !!map.compared },
  { label: 'From', of: i => shortName(map.relationships[i].from), cell: i => organisationCell(map.relationships[i].from) },
  { label: 'To', of: i => shortName(map.relationships[i].to), cell: i => organisationCell(map.relationships[i].to) },
  { label: 'Type', of: i => typeOf(i).label, cell: i => el('span', { class: 'type' }, familyBadge(typeOf(i).family), typeOf(i).label) },
  { label: 'Both ways', of: i => (map.relationships[i].mutual ? 'yes' : 'no'), when: map.relationships.some(r => r.mutual) },
  { label: 'Dates', of: i => map.relationships[i].dates, order: i => map.relationships[i].known_from ?? -Infinity },
  { label: 'Status', of: i => labelOf(map.statuses, map.relationships[i].status), when: map.statuses.length > 1 },
  { label: 'Confidence', of: i => labelOf(map.confidences, map.relationships[i].confidence), when: map.confidences.length > 1 },
  { label: 'Citations', of: i => String(map.relationships[i].evidence.length), order: i => map.relationships[i].evidence.length, number: true },
];

const organisationColumns = () => [
  { label: 'Organisation', of: fullName, cell: i => organisationCell(i, fullName(i)) },
  { label: 'Change', of: i => map.organisations[i].change, when: !!map.compared },
  { label: 'Short name', of: i => shortName(i) },
  { label: 'Kind', of: i => map.organisations[i].class },
  { label: 'Dates', of: i => map.organisations[i].dates, order: i => map.organisations[i].from ?? -Infinity, when: map.organisations.some(o => o.dates) },
  { label: 'Relationships shown', of: i => String(shownOf(i)), order: shownOf, number: true },
  ...map.measures.map(m => ({ label: m.label, of: i => m.texts[i], order: i => m.values[i], number: true, title: m.description })),
  ...map.groupings.map(g => ({ label: capitalised(g.name), of: i => groupName(g, g.of[i]), order: i => (g.of[i] < 0 ? Infinity : g.of[i]) })),
];

function typeOf(i) {
  return map.types[map.relationships[i].type];
}

function organisationCell(i, text = shortName(i)) {
  return textButton(el('bdi', {}, text), () => openOrganisation(i));
}

function shownOf(i) {
  const shown = view();
  return map.incident[i].reduce((n, r) => n + shown.rels[r], 0);
}

// mountTable fills an element with the table, and keeps it so while it is what the page shows.
export function mountTable(root) {
  const kinds = [
    { id: 'relationships', label: 'Relationships', made: relationshipColumns },
    { id: 'organisations', label: 'Organisations', made: organisationColumns },
  ];
  const prepare = () => {
    for (const k of kinds) Object.assign(k, { columns: k.made().filter(c => c.when !== false), rows: new Map(), most: mostRows, sort: null });
  };
  prepare();
  let kind = kinds[0], stale = true;
  const caption = el('caption', { id: 'table-caption' }), head = el('tr', { role: 'row' }), rows = el('tbody', { role: 'rowgroup' });
  const table = el('table', { role: 'table' }, caption, el('thead', { role: 'rowgroup' }, head), rows);
  const more = el('button', { type: 'button', class: 'action more', onclick: () => ((kind.most += mostRows), draw()) });
  const choice = el('fieldset', { class: 'choice segments' }, el('legend', { class: 'unseen' }, 'Rows of the table'),
    ...kinds.map(k => {
      const input = el('input', { type: 'radio', name: 'table-kind', value: k.id, onchange: () => ((kind = k), draw()) });
      input.checked = k === kind;
      return el('label', {}, input, el('span', {}, k.label));
    }));
  root.classList.add('table-view');
  root.append(choice, el('div', { class: 'table-scroll', role: 'region', 'aria-labelledby': 'table-caption', tabindex: '0' }, table), more);

  const draw = () => {
    stale = false;
    const shown = view(), flags = kind === kinds[0] ? shown.rels : shown.orgs;
    const all = [...flags.keys()].filter(i => flags[i]);
    sortRows(all, kind);
    drawHead(head, kind, draw);
    const drawn = all.slice(0, kind.most);
    if (kind.id === 'organisations') kind.rows.clear(); // how many relationships are shown has changed
    rows.replaceChildren(...drawn.map(i => rowOf(kind, i)));
    table.dataset.kind = kind.id;
    markSelected(kinds, kind);
    const noun = kind.id === 'relationships' ? 'relationship' : 'organisation', of = flags.length;
    caption.textContent = all.length === of ? counted(of, noun) : `${all.length.toLocaleString('en-GB')} of ${counted(of, noun)}: the filters hide the others`;
    more.hidden = drawn.length === all.length;
    more.textContent = `Show ${counted(Math.min(mostRows, all.length - drawn.length), 'more row')} of ${(all.length - drawn.length).toLocaleString('en-GB')}`;
  };
  const update = keys => {
    if (keys.has('map')) {
      prepare();
      delete head.dataset.kind;
    }
    if (keys.has('date') && map.organisations.some(o => o.called)) kinds.forEach(k => k.rows.clear()); // names have changed
    stale ||= touches(keys, ...filterKeys);
    if (state.tab !== 'table') return;
    if (stale) draw();
    else markSelected(kinds, kind);
  };
  update(new Set());
  subscribe((_, keys) => update(keys));
}

// rowOf returns the row of a relationship or organisation; rows are made once.
function rowOf(kind, i) {
  let row = kind.rows.get(i);
  if (row) return row;
  row = el('tr', { role: 'row' }, ...kind.columns.map((c, k) => {
    const content = c.cell ? c.cell(i) : el('bdi', {}, c.of(i));
    const attributes = { role: k === 0 ? 'rowheader' : 'cell', 'data-label': c.label };
    if (c.number) attributes.class = 'number';
    if (k === 0) attributes.scope = 'row';
    const cell = el(k === 0 ? 'th' : 'td', attributes, content);
    if (!c.of(i)) cell.classList.add('nothing');
    return cell;
  }));
  kind.rows.set(i, row);
  return row;
}

// markSelected marks the row of what is selected.
function markSelected(kinds, kind) {
  const records = kind === kinds[0] ? map.relationships : map.organisations, id = kind === kinds[0] ? state.rel : state.org;
  for (const [i, row] of kind.rows) {
    if (records[i].id === id) row.setAttribute('aria-current', 'true');
    else row.removeAttribute('aria-current');
  }
}

// sortRows sorts indices by the column that is chosen; what is equal stays in the order of the map.
function sortRows(indices, kind) {
  if (!kind.sort) return;
  const column = kind.columns[kind.sort.column], sign = kind.sort.down ? -1 : 1, key = column.order || column.of;
  const keys = new Map(indices.map(i => [i, key(i)]));
  const compare = column.order ? (a, b) => (a === b ? 0 : a < b ? -1 : 1) : alphabet.compare;
  indices.sort((a, b) => sign * compare(keys.get(a), keys.get(b)) || a - b);
}

// drawHead draws the headings: each is a button that sorts, and back once more.
function drawHead(head, kind, draw) {
  if (head.dataset.kind !== kind.id) {
    head.dataset.kind = kind.id;
    head.replaceChildren(...kind.columns.map((c, k) => {
      const sort = el('button', {
        type: 'button', onclick: () => {
          const again = kind.sort?.column === k;
          kind.sort = { column: k, down: again ? !kind.sort.down : Boolean(c.number) };
          draw();
        },
      }, c.label, el('span', { class: 'sort-sign', 'aria-hidden': 'true' }));
      if (c.title) sort.title = c.title;
      return el('th', { role: 'columnheader', scope: 'col', class: c.number ? 'number' : '' }, sort);
    }));
  }
  [...head.children].forEach((th, k) => {
    if (kind.sort?.column === k) th.setAttribute('aria-sort', kind.sort.down ? 'descending' : 'ascending');
    else th.removeAttribute('aria-sort');
  });
}
