// The served page: it follows the files of the map, shows what is wrong in them, and asks queries.
import { map, subscribe, replaceMap, el, counted, announce } from './store.js';
import { replacePicture, markPath } from './picture.js';
import { shortName } from './names.js';
import { openOrganisation, openRelationship, textButton } from './parts.js';

const rowsAtFirst = 200;
const exampleQueries = [
  ['Who is tied to most others', 'MATCH (a)-[r]-(b)\nRETURN a, count(DISTINCT b) AS partners\nORDER BY partners DESC LIMIT 10'],
  ['What is said of two organisations', "MATCH (a)-[r]-(b)\nWHERE a.id < b.id\nRETURN a, r, b LIMIT 20"],
  ['A chain of three', 'MATCH p = (a)-[]->(b)-[]->(c)\nRETURN p LIMIT 10'],
];

let shownVersion = document.querySelector('meta[name="liaison-version"]')?.content ?? '';
let announcedVersion = shownVersion; // the last that the server has told of
let loading = false;

// startLive listens to the server.
export function startLive() {
  const home = document.getElementById('live');
  const lost = el('p', { class: 'live-lost', role: 'status' });
  home.replaceChildren(lost, queryConsole());
  home.hidden = false;
  const faults = el('section', { id: 'faults', 'aria-label': 'Faults in the map', hidden: true });
  document.getElementById('main').prepend(faults);
  let events = null;
  // A page that nobody sees does not listen: a browser has few connections to a server, for all its tabs together.
  const listen = () => {
    events?.close();
    events = null;
    if (document.hidden) return;
    events = new EventSource('/api/events');
    events.addEventListener('state', (e) => {
      lost.textContent = '';
      const told = JSON.parse(e.data);
      showFaults(faults, told.faults);
      announcedVersion = told.version;
      follow();
    });
    events.addEventListener('error', () => {
      lost.textContent = 'The server does not answer. What is here is what it sent last.';
    });
  };
  document.addEventListener('visibilitychange', listen);
  listen();
}

// follow takes the map that the server has now, if that is another than the one that is shown.
async function follow() {
  if (loading) return;
  loading = true;
  try {
    while (announcedVersion !== shownVersion) {
      const wanted = announcedVersion;
      const answer = await fetch('/api/view', { cache: 'no-cache' });
      if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
      takeView(await answer.json());
      if (announcedVersion === wanted) announcedVersion = shownVersion; // it may be a newer one by now
    }
  } catch (error) {
    announce('The map has changed, and cannot be loaded: ' + error.message);
    shownVersion = ''; // the next thing that the server tells makes another attempt
  } finally {
    loading = false;
  }
}

// takeView takes another version of the map; where the page of that works otherwise, it takes the place of this one.
function takeView(view) {
  const script = (policy) => /script-src (\S+)/.exec(policy)?.[1];
  if (script(view.policy) !== script(document.querySelector('meta[http-equiv="Content-Security-Policy"]').content)) {
    location.reload();
    return;
  }
  replaceMap(view.map);
  replacePicture(view.picture);
  // The page's policy names its own style elements; sheets that a script makes need no name.
  document.adoptedStyleSheets = view.styles.map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  document.title = map.title || 'A map';
  shownVersion = view.version;
  // After what else is said of the new map, which would take its place.
  setTimeout(() => announce('The map has changed: ' + counted(map.organisations.length, 'organisation') + ', ' + counted(map.relationships.length, 'relationship')));
}

// showFaults shows what is wrong in the files of the map; null is nothing.
function showFaults(place, faults) {
  place.hidden = faults === null;
  if (faults === null) {
    place.replaceChildren();
    return;
  }
  const list = el('ol', { class: 'faults-list', id: 'faults-list', tabindex: '0', 'aria-label': 'Faults' });
  for (const f of faults.faults) {
    const at = [f.file, f.line || '', f.line && f.column ? f.column : ''].filter(Boolean).join(':');
    list.append(el('li', {}, at && el('code', {}, at), at && ' ', el('span', { dir: 'auto' }, f.message), f.excerpt && el('pre', {}, f.excerpt)));
  }
  if (faults.more > 0) list.append(el('li', {}, `and ${faults.more} more`));
  const fold = el('button', {
    type: 'button', class: 'as-link', 'aria-expanded': 'true', 'aria-controls': 'faults-list', onclick: () => {
      list.hidden = !list.hidden;
      fold.setAttribute('aria-expanded', String(!list.hidden));
      fold.textContent = list.hidden ? 'Show' : 'Hide';
    },
  }, 'Hide');
  const message = faults.message.charAt(0).toUpperCase() + faults.message.slice(1);
  place.replaceChildren(el('div', { class: 'faults-head' },
    el('p', { role: 'alert' }, el('strong', {}, message + '.'), ' The picture is of the map as it was before.'), fold), list);
}

// queryConsole makes what asks queries.
function queryConsole() {
  const text = el('textarea', {
    id: 'query', rows: '5', spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', 'aria-describedby': 'query-help query-status',
    onkeydown: (e) => {
      if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
        e.preventDefault();
        run();
      }
    },
  });
  text.value = exampleQueries[0][1];
  const go = el('button', { type: 'button', class: 'action', onclick: () => (asking ? asking.abort() : run()) }, 'Run');
  const examples = el('select', {
    'aria-label': 'Examples', onchange: () => {
      if (examples.value === '') return;
      text.value = exampleQueries[Number(examples.value)][1];
      examples.value = '';
      text.focus();
    },
  }, el('option', { value: '' }, 'Examples'), ...exampleQueries.map(([name], i) => el('option', { value: String(i) }, name)));
  const status = el('p', { id: 'query-status', class: 'query-status', role: 'status' });
  const result = el('div', { class: 'query-result' });
  const body = el('div', { id: 'query-body', hidden: true },
    el('label', { for: 'query' }, 'Query, in openCypher'), text,
    el('div', { class: 'actions' }, go, examples),
    el('p', { id: 'query-help', class: 'quiet' }, 'Ctrl and Enter run it. It only reads.'), status, result);
  const fold = el('button', {
    type: 'button', class: 'fold', 'aria-expanded': 'false', 'aria-controls': 'query-body', onclick: () => {
      body.hidden = !body.hidden;
      fold.setAttribute('aria-expanded', String(!body.hidden));
    },
  }, 'Query');
  let asking = null;

  async function run() {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    go.textContent = 'Stop';
    status.textContent = 'Searching …';
    result.replaceChildren();
    text.removeAttribute('aria-invalid');
    markPath(null);
    try {
      const answer = await fetch('/api/query', {
        method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query: text.value }), signal: mine.signal,
      });
      const found = await answer.json();
      if (asking !== mine) return;
      if (answer.ok) showAnswer(found);
      else complain(found.error);
    } catch (error) {
      if (asking === mine) status.textContent = error.name === 'AbortError' ? 'Stopped.' : 'The server does not answer.';
    } finally {
      if (asking === mine) {
        asking = null;
        go.textContent = 'Run';
      }
    }
  }

  function showAnswer(found) {
    const n = found.rows.length;
    status.textContent = n === 0 ? 'No rows: there is nothing that the query describes.' : (found.more ? 'The first ' : '') + counted(n, 'row') + (found.more ? '; there are more.' : '.');
    if (n > 0) result.replaceChildren(answerTable(found));
  }

  function complain(error) {
    const [first, ...rest] = error.message;
    status.textContent = (error.line ? `${error.line}:${error.column}: ` : '') + first.toUpperCase() + rest.join('') + '.';
    text.setAttribute('aria-invalid', 'true');
    result.replaceChildren(...[
      error.excerpt && el('pre', { class: 'query-excerpt', tabindex: '0', role: 'region', 'aria-label': 'Where' }, error.excerpt),
      ...(error.hints ?? []).map((hint) => el('p', {}, hint.charAt(0).toUpperCase() + hint.slice(1) + '.')),
    ].filter(Boolean));
    if (error.line) {
      const lines = text.value.split('\n');
      const before = lines.slice(0, error.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
      const at = before + Array.from(lines[error.line - 1] ?? '').slice(0, error.column - 1).join('').length;
      text.setSelectionRange(at, at);
    }
  }

  subscribe((_, keys) => {
    if (keys.has('map') && result.childElementCount > 0 && !result.querySelector('.query-old')) {
      result.prepend(el('p', { class: 'query-old quiet' }, 'The map has changed since.'));
    }
  });
  return el('section', { class: 'console', 'aria-label': 'Query' }, el('h2', {}, fold), body);
}

// answerTable shows the rows of an answer; what stands on the picture can be chosen.
function answerTable(found) {
  const relationships = new Set(found.rows.flat().flatMap((cell) => cell.relationships));
  const body = el('tbody', {});
  const add = (rows) => body.append(...rows.map((row) => el('tr', {}, ...row.map((cell, i) => el('td', { 'data-label': found.columns[i] }, answerCell(cell))))));
  add(found.rows.slice(0, rowsAtFirst));
  const more = found.rows.length > rowsAtFirst && textButton('Show all rows', () => {
    add(found.rows.slice(rowsAtFirst));
    more.remove();
  });
  const mark = relationships.size > 0 && el('button', {
    type: 'button', class: 'action', 'aria-pressed': 'false', onclick: () => {
      const on = mark.getAttribute('aria-pressed') !== 'true';
      mark.setAttribute('aria-pressed', String(on));
      markPath(on ? [...relationships].map((id) => map.relById.get(id)).filter((i) => i !== undefined) : null);
    },
  }, 'Mark in the picture');
  return el('div', {}, mark, el('div', { class: 'answer-scroll', tabindex: '0', role: 'region', 'aria-label': 'Answer' },
    el('table', { class: 'answer' }, el('thead', {}, el('tr', {}, ...found.columns.map((name) => el('th', { scope: 'col' }, name)))), body)), more);
}

// answerCell shows a value: an organisation or a relationship as what opens it, and below what has several of them, the
// organisations.
function answerCell(cell) {
  const { organisations, relationships, value } = cell;
  const org = (id, text) => (map.byId.has(id) ? textButton(el('bdi', {}, text), () => map.byId.has(id) && openOrganisation(map.byId.get(id))) : el('bdi', {}, text));
  if (organisations.length === 1 && relationships.length === 0 && value?.id === organisations[0]) return org(organisations[0], cell.text);
  if (relationships.length === 1 && organisations.length === 0 && value?.id === relationships[0] && map.relById.has(value.id)) {
    return textButton(el('bdi', {}, cell.text), () => map.relById.has(value.id) && openRelationship(map.relById.get(value.id)));
  }
  if (organisations.length === 0) return el('bdi', {}, cell.text);
  const shorts = organisations.map((id) => (map.byId.has(id) ? shortName(map.byId.get(id)) : id));
  return el('div', {}, el('bdi', {}, cell.text), el('ul', { class: 'answer-chips' }, ...organisations.map((id, i) => el('li', {}, org(id, shorts[i])))));
}
