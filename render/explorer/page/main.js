// The frame of the page: what is shown in words, tabs, theme, sheets, and the parts that others fill.
import { map, state, defaults, change, subscribe, view, announce, counted, el } from './store.js';
import { startPicture, svgElement } from './picture.js';
import { mountSearch } from './search.js';
import { mountColours, mountFocus, mountLegend } from './legend.js';
import { mountDates } from './dates.js';
import { mountKeys } from './keys.js';
import { mountDownloads } from './download.js';
import { mountFinder } from './finder.js';
import { mountMeasures } from './measures.js';
import { named } from './names.js';
import { mountPanel } from './panel.js';
import { filterKeys } from './parts.js';
import { mountTable } from './table.js';

const part = (id) => document.getElementById(id);
const root = document.documentElement;
const phone = matchMedia('(max-width: 700px)');

// start brings the page to life.
export function start() {
  startTheme();
  startPicture();
  mountSearch(part('search'), subscribe);
  mountFocus(part('focus-filter'));
  mountLegend(part('legend-filter'));
  mountDates(part('dates'));
  mountMeasures(part('measures'));
  mountColours(part('colours-key'));
  mountPanel(part('panel'));
  mountFinder(part('finder'));
  mountTable(part('table'));
  mountDownloads(part('download'));
  startTabs();
  const sheets = startSheets();
  mountKeys(part('keys'), part('help'), sheets);
  startSummary();
  startPrint();
  document.querySelector('.skip').addEventListener('click', (e) => {
    e.preventDefault(); // the fragment of the address is the state
    part('main').focus();
  });
}

// The summary says what is shown.
function startSummary() {
  part('reset').addEventListener('click', () => change(Object.fromEntries(filterKeys.map((key) => [key, defaults[key]]))));
  const draw = (shown, keys) => {
    const around = el('span', { class: 'around' }, ...focusParts());
    const active = filterKeys.filter((key) => key !== 'hops' && String(state[key]) !== String(defaults[key])).length;
    part('count').replaceChildren(words(shown), around);
    const text = part('count').textContent;
    part('reset').hidden = active === 0;
    if (keys && text !== said) announce(text);
    said = text;
    part('notice').textContent = map.notice;
    part('notice').hidden = map.notice === '';
    part('map-title').textContent = map.title || 'A map';
  };
  let said = '';
  draw(view());
  subscribe(draw);
}

function words(shown) {
  const of = (n, all, noun) => (n === all ? counted(all, noun) : `${n.toLocaleString('en-GB')} of ${counted(all, noun)}`);
  return `${of(shown.orgCount, map.organisations.length, 'organisation')}, ${of(shown.relCount, map.relationships.length, 'relationship')}`;
}

function focusParts() {
  return state.focus ? [`, ${state.hops > 1 ? `${state.hops} steps ` : ''}around `, named(map.byId.get(state.focus))] : [];
}

// Tabs, with the keys of the WAI-ARIA Authoring Practices.
function startTabs() {
  const tabs = { picture: part('picture-tab'), table: part('table-tab') };
  const names = Object.keys(tabs);
  names.forEach((name, i) => {
    tabs[name].addEventListener('click', () => change({ tab: name }));
    tabs[name].addEventListener('keydown', (e) => {
      const to = { ArrowLeft: i - 1, ArrowRight: i + 1, Home: 0, End: names.length - 1 }[e.key];
      if (to === undefined) return;
      e.preventDefault();
      const next = names[(to + names.length) % names.length];
      change({ tab: next });
      tabs[next].focus();
    });
  });
  const draw = () => names.forEach((name) => {
    const on = state.tab === name;
    tabs[name].setAttribute('aria-selected', String(on));
    tabs[name].setAttribute('tabindex', on ? '0' : '-1');
    part(name).hidden = !on;
  });
  draw();
  subscribe((_, keys) => keys.has('tab') && draw());
}

// The theme: that of the reader's system, unless the button says otherwise.
function startTheme() {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const first = root.dataset.theme; // what the page was made with
  const dark = () => (state.theme || first || (system.matches ? 'dark' : 'light')) === 'dark';
  const draw = () => {
    root.dataset.theme = dark() ? 'dark' : 'light';
    const name = dark() ? 'Light theme' : 'Dark theme';
    part('theme').setAttribute('aria-label', name);
    part('theme').title = name;
    part('theme').replaceChildren(icon(dark() ? 'M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2' : 'M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.500 10.500z'));
  };
  part('theme').addEventListener('click', () => change({ theme: dark() ? 'light' : 'dark' }));
  part('help').replaceChildren('?');
  part('help').setAttribute('aria-label', 'Keys');
  part('help').title = 'Keys';
  system.addEventListener('change', draw);
  draw();
  subscribe((_, keys) => (keys.has('theme') || keys.has('map')) && draw());
}

function icon(d) {
  return svgElement('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svgElement('path', { d }));
}

// The columns: beside the picture where there is room, sheets from below on phones. The buttons open and close them.
function startSheets() {
  const sheets = [['filters', 'filters-button'], ['details', 'details-button']];
  const isOpen = (name) => root.classList.contains(name + '-open');
  const set = (name, open, { focus = false } = {}) => {
    if (open && phone.matches) for (const [other] of sheets) if (other !== name) set(other, false);
    root.classList.toggle(name + '-open', open);
    const button = part(sheets.find(([n]) => n === name)[1]);
    button.setAttribute('aria-expanded', String(open));
    if (focus) (open ? part(name) : button).focus();
  };
  for (const [name, button] of sheets) {
    part(button).addEventListener('click', () => set(name, !isOpen(name), { focus: phone.matches }));
  }
  const arrange = () => sheets.forEach(([name]) => set(name, !phone.matches));
  arrange();
  phone.addEventListener('change', arrange);
  subscribe((_, keys) => {
    if ((keys.has('org') || keys.has('rel')) && (state.org || state.rel)) set('details', true);
  });
  if (state.org || state.rel) set('details', true);
  document.addEventListener('focusin', (e) => {
    for (const [name] of sheets) if (!isOpen(name) && part(name).contains(e.target)) set(name, true);
  });
  return {
    // close closes the sheet that is open on a phone, and reports whether there was one.
    close() {
      if (!phone.matches) return false;
      const open = sheets.find(([name]) => isOpen(name));
      if (open) set(open[0], false, { focus: true });
      return open !== undefined;
    },
  };
}

// Paper is white.
function startPrint() {
  addEventListener('beforeprint', () => {
    root.dataset.screen = root.dataset.theme;
    root.dataset.theme = 'light';
  });
  addEventListener('afterprint', () => {
    root.dataset.theme = root.dataset.screen;
  });
}
