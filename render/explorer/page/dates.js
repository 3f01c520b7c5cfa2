// The date slider: what the map knows at a day, from the first day of which it speaks to the last.
import { map, state, change, subscribe, dayOf, dateOf, held, el } from './store.js';
import { svgElement } from './picture.js';

const chartHeight = 30; // pixels
const chartSteps = 120;

// mountDates fills an element with the slider; without dates in the map there is none.
export function mountDates(root) {
  const slider = el('input', { type: 'range', id: 'date-slider', step: 1 });
  const field = el('input', { type: 'date', id: 'date-field', 'aria-label': 'Date' });
  const all = el('button', { type: 'button', class: 'link' }, 'Any time');
  const chart = el('div', { class: 'date-chart', 'aria-hidden': 'true' });
  const ends = el('p', { class: 'date-ends', 'aria-hidden': 'true' });
  const set = (day) => change({ date: day === null ? '' : dateOf(day) });
  slider.addEventListener('input', () => set(Number(slider.value)));
  slider.addEventListener('keydown', (e) => step(e, set));
  field.addEventListener('change', () => change({ date: field.value }));
  all.addEventListener('click', () => change({ date: '' }));
  root.append(
    el('div', { class: 'group-head' }, el('h2', { id: 'dates-title' }, 'Known at a date'), all),
    chart, slider, ends, field);
  slider.setAttribute('aria-labelledby', 'dates-title');

  const build = () => {
    root.hidden = map.first === null || map.first === map.last;
    if (root.hidden) return;
    slider.min = map.first;
    slider.max = map.last;
    field.min = dateOf(map.first);
    field.max = dateOf(map.last);
    chart.replaceChildren(drawChart());
    ends.replaceChildren(el('span', {}, field.min.slice(0, 4)), el('span', {}, field.max.slice(0, 4)));
  };
  const draw = () => {
    if (root.hidden) return;
    const day = dayOf(state.date);
    slider.value = day === null ? map.last : day;
    slider.setAttribute('aria-valuetext', day === null ? 'any time' : longDate(day));
    root.classList.toggle('on', day !== null);
    field.value = state.date;
    all.disabled = day === null;
    chart.style.setProperty('--at', day === null ? '1' : String((day - map.first) / (map.last - map.first)));
  };
  build();
  draw();
  subscribe((_, keys) => {
    if (keys.has('map')) build();
    if (keys.has('map') || keys.has('date')) draw();
  });
}

// longDate writes a day for reading: "13 May 2014".
function longDate(day) {
  return new Date(day * 864e5).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

// step has the arrow keys go from one day on which something changes to the next.
function step(e, set) {
  const forward = { ArrowRight: true, ArrowUp: true, ArrowLeft: false, ArrowDown: false }[e.key];
  if (forward === undefined) return;
  e.preventDefault();
  const now = dayOf(state.date) ?? map.last, days = changes();
  const next = forward ? days.find((d) => d > now) : days.findLast((d) => d < now);
  if (next !== undefined) set(next);
}

// changes are the days on which something begins to be known, is no more, or is called otherwise, in order.
function changes() {
  const days = new Set([map.first, map.last]);
  const add = (from, until) => {
    if (from !== null) days.add(from);
    if (until !== null) days.add(Math.min(until + 1, map.last));
  };
  for (const o of map.organisations) {
    add(o.from, o.until);
    for (const c of o.called ?? []) {
      for (const day of [c.from, c.until === null ? null : c.until + 1]) if (day !== null && held(day, o.from, o.until)) days.add(day);
    }
  }
  for (const r of map.relationships) add(r.known_from, r.known_until);
  return [...days].sort((a, b) => a - b);
}

// drawChart shows how many relationships are known over time.
function drawChart() {
  const span = map.last - map.first, counts = [];
  for (let i = 0; i <= chartSteps; i++) {
    const day = map.first + (span * i) / chartSteps;
    counts.push(map.relationships.filter((r) => (r.known_from === null || r.known_from <= day) && (r.known_until === null || day <= r.known_until)).length);
  }
  const most = Math.max(1, ...counts);
  const points = counts.flatMap((n, i) => {
    const y = chartHeight - (n / most) * (chartHeight - 2);
    return i === 0 ? [`M0 ${chartHeight}V${y.toFixed(1)}`] : [`H${((i / chartSteps) * 240).toFixed(1)}V${y.toFixed(1)}`];
  });
  return svgElement('svg', { viewBox: `0 0 240 ${chartHeight}`, preserveAspectRatio: 'none' },
    svgElement('path', { d: points.join('') + `V${chartHeight}Z` }));
}
