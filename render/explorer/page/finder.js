// The path finder: the shortest routes between two organisations, over what the filters show.
import { map, state, announce, change, counted, dayOf, held, subscribe, view, el } from './store.js';
import { markPath } from './picture.js';
import { plain } from './search.js';
import { allNames, longName, named, sentence } from './names.js';
import { filterKeys, labelOf, openRelationship, textButton, touches } from './parts.js';

const mostRoutes = 5;
const mostOptions = 50;
const mostSteps = 200000; // of the search, so that it ends at once on every map

// mountFinder fills an element with the path finder.
export function mountFinder(root) {
  const status = el('p', { class: 'finder-status' });
  const results = el('div', { class: 'finder-results' });
  const from = combobox('from', 'From'), to = combobox('to', 'To');
  const swap = el('button', { type: 'button', class: 'action swap', onclick: () => change({ from: state.to, to: state.from }) }, 'Swap');
  const clear = el('button', { type: 'button', class: 'action', onclick: () => change({ from: '', to: '' }) }, 'Clear');
  const direction = el('fieldset', { class: 'choice' }, el('legend', {}, 'Direction'),
    ...[['along', 'Along the arrows'], ['any', 'Either way']].map(([value, label]) => el('label', {},
      el('input', { type: 'radio', name: 'finder-direction', value, onchange: () => change({ direction: value }) }), label)));
  const body = el('div', { id: 'finder-body', class: 'finder-body' }, el('div', { class: 'finder-ends' }, from.box, to.box), direction,
    el('div', { class: 'actions' }, swap, clear), status, results);
  const toggle = el('button', { type: 'button', class: 'fold', 'aria-controls': body.id, onclick: () => unfold(body.hidden) }, 'Path finder');
  const unfold = wanted => {
    body.hidden = !wanted;
    toggle.setAttribute('aria-expanded', String(wanted));
  };
  unfold(Boolean(state.from || state.to));
  root.classList.add('finder');
  root.append(el('h2', {}, toggle), body);
  let open = 0;
  const draw = () => {
    from.show();
    to.show();
    for (const input of direction.querySelectorAll('input')) input.checked = input.value === state.direction;
    clear.disabled = swap.disabled = !state.from && !state.to;
    drawRoutes(status, results, open, chosen => {
      open = chosen;
      draw();
      results.querySelectorAll('.route-head')[Math.max(0, chosen)]?.focus();
    });
  };
  draw();
  subscribe((_, keys) => {
    if (!touches(keys, 'from', 'to', 'direction', ...filterKeys)) return;
    open = 0;
    if ((keys.has('from') && state.from) || (keys.has('to') && state.to)) unfold(true);
    draw();
    if (keys.has('from') || keys.has('to') || keys.has('direction')) announce(status.textContent);
  });
}

// drawRoutes says and marks what routes there are; the one that is open shows its steps.
function drawRoutes(status, results, open, choose) {
  const from = map.byId.get(state.from), to = map.byId.get(state.to), any = state.direction === 'any';
  results.replaceChildren();
  if (from === undefined || to === undefined || from === to) {
    status.textContent = from !== undefined && from === to ? 'Choose two different organisations.' : 'Choose two organisations to see how one leads to the other.';
    markPath(null);
    return;
  }
  const shown = view(), found = findRoutes(i => shown.rels[i], from, to, any);
  if (found.length === 0) {
    markPath(null);
    explainNone(status, results, from, to, any);
    return;
  }
  const shortest = found[0].length - 1, same = found.filter(r => r.length === found[0].length).length;
  status.textContent = `${found.length === mostRoutes ? 'The first ' : ''}${counted(found.length, 'route')}; ` +
    `the shortest ${same > 1 ? `${same} take` : 'takes'} ${counted(shortest, 'step')}.`;
  const crossings = crossingsOf(i => shown.rels[i], any);
  results.append(el('ol', { class: 'routes' }, ...found.map((nodes, k) => routeItem(nodes, k, k === open, crossings, choose))));
  markPath(open >= 0 && open < found.length ? relationshipsOn(found[open], crossings) : null);
}

function relationshipsOn(nodes, crossings) {
  return nodes.slice(1).flatMap((v, k) => crossings(nodes[k], v));
}

// chain names the organisations of a route, one after the other.
const chain = nodes => nodes.flatMap((n, at) => [at ? ' → ' : '', named(n)]);

// routeItem is a route: its organisations as a heading that unfolds it, and the relationships of each step.
function routeItem(nodes, k, open, crossings, choose) {
  const id = `route-${k}`;
  const head = el('button', {
    type: 'button', class: 'route-head', 'aria-expanded': String(open), 'aria-controls': id, onclick: () => choose(open ? -1 : k),
  }, el('span', { class: 'quiet' }, counted(nodes.length - 1, 'step')), el('span', {}, ...chain(nodes)));
  const steps = el('ol', { id, class: 'steps' });
  steps.hidden = !open;
  if (open) {
    steps.append(...nodes.slice(1).map((v, at) => {
      const u = nodes[at], own = crossings(u, v);
      return el('li', {}, el('ul', { class: 'plain' },
        ...own.map(i => el('li', {}, textButton(sentence(map.relationships[i], u), () => openRelationship(i))))));
    }));
  }
  return el('li', {}, head, steps);
}

// crossingsOf returns what gives the relationships that lead from one organisation to another.
function crossingsOf(shown, any) {
  return (u, v) => map.incident[u].filter((i, at, all) => shown(i) && all.indexOf(i) === at && leads(map.relationships[i], u, any) === v);
}

// leads returns where a relationship leads from one of its ends, or -1.
function leads(r, u, any) {
  if (r.from === u) return r.to;
  return r.to === u && (any || r.mutual) ? r.from : -1;
}

// findRoutes returns the shortest simple routes, as lists of organisations, shortest first: all of one length come
// before any that is longer, each in the order of the map. Of routes longer than the shortest those up to three steps more.
function findRoutes(shown, from, to, any) {
  const distance = distancesTo(shown, to, any), routes = [], budget = { left: mostSteps };
  if (distance[from] < 0) return routes;
  for (let length = distance[from]; length <= distance[from] + 3 && routes.length < mostRoutes; length++) {
    routesOfLength(shown, from, to, any, length, distance, routes, budget);
  }
  return routes;
}

// distancesTo are the steps from each organisation to one, -1 where there is no way.
function distancesTo(shown, to, any) {
  const distance = new Int32Array(map.organisations.length).fill(-1), queue = [to];
  distance[to] = 0;
  for (let head = 0; head < queue.length; head++) {
    const v = queue[head];
    for (const i of map.incident[v]) {
      if (!shown(i)) continue;
      const r = map.relationships[i], u = r.from === v ? r.to : r.from;
      if (distance[u] < 0 && leads(r, u, any) === v) {
        distance[u] = distance[v] + 1;
        queue.push(u);
      }
    }
  }
  return distance;
}

function routesOfLength(shown, from, to, any, length, distance, routes, budget) {
  const onward = u => [...new Set(map.incident[u].filter(shown).map(i => leads(map.relationships[i], u, any)))];
  const path = [from], on = new Set(path), left = [onward(from)];
  while (left.length && routes.length < mostRoutes && budget.left-- > 0) {
    const v = left[left.length - 1].shift();
    if (v === undefined) {
      left.pop();
      on.delete(path.pop());
      continue;
    }
    const rest = length - path.length;
    if (v < 0 || on.has(v) || distance[v] < 0 || distance[v] > rest || (v === to) !== (rest === 0)) continue;
    if (v === to) {
      routes.push([...path, v]);
      continue;
    }
    path.push(v);
    on.add(v);
    left.push(onward(v));
  }
}

// explainNone says why there is no route: the filters, the direction, or the map.
function explainNone(status, results, from, to, any) {
  const all = () => true;
  const along = findRoutes(all, from, to, any)[0], either = any ? undefined : findRoutes(all, from, to, true)[0];
  const shown = view(), between = ['from ', named(from), ' to ', named(to)];
  if (along) {
    const crossings = crossingsOf(all, any);
    const hidden = hiddenOn(along, crossings, shown);
    status.replaceChildren('The filters hide every path ', ...between, `. Without them the shortest takes ${counted(along.length - 1, 'step')}: `,
      ...chain(along), '. Hidden by: ', ...hidden.reasons.flatMap((reason, k) => [k ? '; ' : '', ...reason]), '.');
    results.append(el('button', { type: 'button', class: 'action', onclick: () => change(hidden.patch) }, 'Show that path'));
    return;
  }
  if (!either) {
    status.replaceChildren('No path leads ', ...between, ' in this map.');
    return;
  }
  status.replaceChildren('No path leads ', ...between, ` along the arrows. Either way the shortest takes ${counted(either.length - 1, 'step')}.`);
  results.append(el('button', { type: 'button', class: 'action', onclick: () => change({ direction: 'any' }) }, 'Go either way'));
}

// hiddenOn says what hides a route, and how the state would have to change to show it: at each step one relationship,
// the one that the fewest filters hide.
function hiddenOn(nodes, crossings, shown) {
  const reasons = new Map(), patch = {};
  const add = (key, [what, label], without) => {
    reasons.set(what + label, label ? [what, ' “', el('bdi', {}, label), '”'] : [what].flat());
    patch[key] = without === undefined ? '' : (patch[key] || state[key]).filter(id => id !== without);
  };
  for (const n of nodes) {
    if (shown.orgs[n]) continue;
    const o = map.organisations[n], sector = map.sectors[o.sector] || { id: '-', label: 'none' }, size = reasons.size;
    if (state.hideSectors.includes(sector.id)) add('hideSectors', ['sector', sector.label], sector.id);
    if (state.hideChanges.includes(o.standing)) add('hideChanges', ['organisations', changeOf(o)], o.standing);
    if (state.date && !held(dayOf(state.date), o.from, o.until)) add('date', ['the date ' + state.date]);
    if (state.focus && reasons.size === size) add('focus', [['the focus on ', named(map.byId.get(state.focus))]]);
  }
  nodes.slice(1).forEach((v, k) => {
    const own = crossings(nodes[k], v);
    if (own.some(i => shown.rels[i])) return;
    const costs = own.map(i => filtersOn(map.relationships[i]));
    const least = costs.reduce((a, b) => (b.length < a.length ? b : a));
    for (const [key, reason, without] of least) add(key, reason, without);
  });
  return { reasons: [...reasons.values()], patch };
}

const changeOf = x => labelOf(map.changes, x.standing);

// filtersOn are the filters that hide a relationship for itself: key of the state, reason, and id that it must lose.
function filtersOn(r) {
  const filters = [], type = map.types[r.type];
  if (state.hideTypes.includes(type.id)) filters.push(['hideTypes', ['type', type.label], type.id]);
  if (state.hideStatus.includes(r.status)) filters.push(['hideStatus', ['status', labelOf(map.statuses, r.status)], r.status]);
  if (state.hideConfidence.includes(r.confidence)) filters.push(['hideConfidence', ['confidence', labelOf(map.confidences, r.confidence)], r.confidence]);
  if (state.hideChanges.includes(r.standing)) filters.push(['hideChanges', ['relationships', changeOf(r)], r.standing]);
  const sources = [...new Set(r.evidence.map(e => map.sources[e.source]).filter(Boolean))];
  if (sources.length && sources.every(s => state.hideSources.includes(s.id))) {
    filters.push(['hideSources', ['source', sources[0].label], sources[0].id]);
  }
  if (state.date && !held(dayOf(state.date), r.known_from, r.known_until)) filters.push(['date', ['the date ' + state.date]]);
  return filters;
}

// matching are the organisations with a name in which a text occurs: those first with a name that begins with it.
function matching(text) {
  const sought = plain(text), ranked = [[], [], []];
  map.organisations.forEach((_, i) => {
    const own = allNames(i).map(plain);
    if (own.some(n => n.startsWith(sought))) ranked[0].push(i);
    else if (own.some(n => n.includes(' ' + sought))) ranked[1].push(i);
    else if (own.some(n => n.includes(sought))) ranked[2].push(i);
  });
  return ranked.flat();
}

// combobox is a field for an organisation that is kept in the state (ARIA 1.2, editable combobox with a list).
function combobox(key, label) {
  const id = `finder-${key}`, list = el('ul', { id: id + '-list', role: 'listbox', 'aria-label': label });
  list.hidden = true;
  const input = el('input', {
    id, type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false', placeholder: 'Organisation', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id,
  });
  let at = -1;
  const text = () => (map.byId.has(state[key]) ? longName(map.byId.get(state[key])) : '');
  const mark = to => {
    const options = list.querySelectorAll('[role=option]');
    options[at]?.setAttribute('aria-selected', 'false');
    at = options.length ? Math.min(Math.max(to, -1), options.length - 1) : -1;
    options[at]?.setAttribute('aria-selected', 'true');
    options[at]?.scrollIntoView({ block: 'nearest' });
    if (at >= 0) input.setAttribute('aria-activedescendant', options[at].id);
    else input.removeAttribute('aria-activedescendant');
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    mark(-1);
  };
  const take = i => {
    close();
    change({ [key]: i === undefined ? '' : map.organisations[i].id });
    input.value = i === undefined ? '' : longName(i);
  };
  const open = sought => {
    const found = matching(sought), shown = view();
    const options = found.slice(0, mostOptions).map(i => el('li', {
      id: `${id}-${i}`, role: 'option', 'aria-selected': 'false', 'data-index': String(i), onclick: () => take(i), onmousedown: e => e.preventDefault(),
    }, el('bdi', {}, longName(i)), shown.orgs[i] ? '' : el('span', { class: 'quiet' }, ' (hidden)')));
    list.replaceChildren(...options);
    if (found.length === 0) list.append(el('li', { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false', class: 'quiet' }, 'None has such a name'));
    at = -1;
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    mark(sought && found.length ? 0 : -1);
  };
  const chosen = () => list.querySelectorAll('[role=option]')[at]?.dataset.index;
  input.addEventListener('input', () => open(input.value));
  input.addEventListener('click', () => list.hidden && open(''));
  input.addEventListener('focus', () => input.select());
  input.addEventListener('blur', () => {
    close();
    if (input.value.trim() === '') take(undefined);
    else input.value = text();
  });
  input.addEventListener('keydown', e => {
    const wasOpen = !list.hidden;
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      if (!wasOpen) open(input.value === text() ? '' : input.value);
      if (wasOpen || at < 0) mark(e.key === 'ArrowDown' ? at + 1 : at < 0 ? mostOptions : at - 1);
    } else if (e.key === 'Enter' && wasOpen) {
      if (chosen() !== undefined) take(Number(chosen()));
    } else if (e.key === 'Escape' && wasOpen) {
      close();
      input.value = text();
    } else {
      return;
    }
    e.preventDefault();
    e.stopPropagation();
  });
  const box = el('div', { class: 'combobox' }, el('label', { for: id }, label), input, list);
  return { box, show: () => document.activeElement === input && !list.hidden || (input.value = text()) };
}
