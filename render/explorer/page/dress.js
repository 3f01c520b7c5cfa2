// What the sizes and the colours of boxes say: boxes keep their proportions and get an area that follows a measure, within
// the room that each has, their text as large as fits; the ends of lines follow the outlines. The fill of a box tells its
// group, with the number of that, so that nothing rests on colour alone.
import { map, state, view } from './store.js';
import { groupName } from './names.js';
import { svgElement } from './picture.js';

const smallest = 0.3; // times the area of the largest box, that of the smallest
const padding = [7, 3]; // points beside, and above and below the text of a box, together
const leastText = 0.5; // times its size, the least of a text; what does not fit then is left out
const outlines = ':is(rect, path, ellipse, circle, polygon, polyline, line):not(.tag *, .called *)'; // of a box, without the sign that compares two maps
const atOutline = 9; // points: what ends so near a box belongs to its outline

// dress gives organisations the sizes and colours that the state asks for, by their groups in the drawing, and moves the
// ends of lines: lines are [group, indices of the organisations at its ends].
export function dress(orgGroups, lines) {
  const measure = map.measures.find((m) => m.name === state.size), grouping = map.groupings.find((g) => g.name === state.colour);
  const boxes = sizedBoxes(measure);
  orgGroups.forEach((g, i) => {
    if (!g) return;
    resize(g, map.organisations[i].box, boxes[i]);
    colour(g, i, boxes[i], grouping);
  });
  for (const [g, orgs] of lines) moveEnds(g, orgs, boxes);
}

// sizedBoxes returns the boxes of organisations, [left, top, width, height], that stand for a measure: their areas go
// from the smallest to the largest as their values do, and none is larger than its place.
export function sizedBoxes(measure = map.measures.find((m) => m.name === state.size)) {
  const places = map.organisations.map((o) => o.box);
  if (!measure || places.length === 0) return places;
  const least = measure.values.reduce((a, b) => Math.min(a, b)), greatest = measure.values.reduce((a, b) => Math.max(a, b));
  const share = (i) => smallest + (1 - smallest) * (greatest > least ? (measure.values[i] - least) / (greatest - least) : 1);
  const area = places.reduce((most, [, , w, h], i) => (w > 0 ? Math.min(most, (w * h) / share(i)) : most), Infinity);
  return places.map(([x, y, w, h], i) => {
    if (w === 0) return [x, y, w, h];
    const side = Math.sqrt((area * share(i)) / (w * h));
    return [x + (w * (1 - side)) / 2, y + (h * (1 - side)) / 2, w * side, h * side];
  });
}

const fixed = (n) => Number(n.toFixed(3));

// about is a transformation that scales about the middle of a box.
function about([left, top, width, height], sx, sy) {
  if (sx === 1 && sy === 1) return null;
  return `translate(${fixed((left + width / 2) * (1 - sx))} ${fixed((top + height / 2) * (1 - sy))}) scale(${fixed(sx)} ${fixed(sy)})`;
}

function transform(element, value) {
  if (value === null) element.removeAttribute('transform');
  else element.setAttribute('transform', value);
}

// resize draws a box with its text as another one.
function resize(g, place, box) {
  g.querySelector('.group-tag')?.remove();
  if (place[2] === 0) return;
  // The sign of a change stays at its corner.
  const sign = g.querySelector('.tag'), moved = box[0] !== place[0] || box[1] !== place[1];
  if (sign) transform(sign, moved ? `translate(${fixed(box[0] - place[0])} ${fixed(box[1] - place[1])})` : null);
  const sx = box[2] / place[2], sy = box[3] / place[3];
  for (const shape of g.querySelectorAll(outlines)) {
    transform(shape, about(place, sx, sy));
    shape.setAttribute('vector-effect', 'non-scaling-stroke');
    if (sx === 1 && sy === 1) shape.removeAttribute('vector-effect');
  }
  const names = [...g.querySelectorAll('.called')];
  const texts = (within) => [...within.querySelectorAll('text:not(.tag *)')];
  if (names.length === 0) fitTexts(texts(g), texts(g), box, sx === 1 && sy === 1);
  for (const name of names) fitTexts(texts(name), [name], box, sx === 1 && sy === 1);
}

// fitTexts makes the lines of a name as large as fits in a box, by moving what they are or are in; whole is whether that is
// the box for which they were set.
function fitTexts(texts, moved, box, whole) {
  for (const element of moved) transform(element, null);
  for (const text of texts) text.classList.remove('unfit');
  if (whole) return;
  let [scale, middle] = fitting(texts, box);
  // The lines below the name go before it becomes too small.
  const plain = texts.filter((text) => text.getAttribute('font-weight') !== 'bold');
  if (scale < leastText && plain.length < texts.length) {
    for (const text of plain) text.classList.add('unfit');
    [scale, middle] = fitting(texts.filter((text) => !plain.includes(text)), box);
  }
  const [x, y] = [box[0] + box[2] / 2, box[1] + box[3] / 2];
  scale = Math.max(scale, leastText);
  for (const element of moved) transform(element, `translate(${fixed(x - middle[0] * scale)} ${fixed(y - middle[1] * scale)}) scale(${fixed(scale)})`);
}

// fitting returns how large texts may be in a box, 1 at the most, and what is in their middle.
function fitting(texts, box) {
  const around = texts.map(roomOf);
  const left = Math.min(...around.map((b) => b.x)), right = Math.max(...around.map((b) => b.x + b.width));
  const top = Math.min(...around.map((b) => b.y)), bottom = Math.max(...around.map((b) => b.y + b.height));
  if (!(right > left)) return [1, [0, 0]];
  return [Math.min(1, (box[2] - padding[0]) / (right - left), (box[3] - padding[1]) / (bottom - top)), [(left + right) / 2, (top + bottom) / 2]];
}

// roomOf is the room of a text that is set about its middle: by its attributes, since it may be hidden at the moment.
function roomOf(text) {
  const of = (name) => Number(text.getAttribute(name)), size = of('font-size');
  const width = of('textLength') || text.getComputedTextLength(), height = size * 1.156;
  return { x: of('x') - width / 2, y: of('y') - size * 0.945, width, height };
}

// colour fills a box with the colour of its group.
function colour(g, i, [left, top], grouping) {
  const group = grouping ? grouping.of[i] : -1;
  const coloured = group >= 0 && grouping.light[group] !== '';
  g.classList.toggle('grouped', grouping !== undefined);
  g.style.setProperty('--fill', coloured ? `light-dark(${grouping.light[group]}, ${grouping.dark[group]})` : 'var(--box)');
  for (const shape of g.querySelectorAll(outlines)) {
    if (shape.getAttribute('fill') !== 'none') shape.classList.add('fill');
  }
  if (!grouping || group < 0) return;
  const text = coloured ? String(group + 1) : '+', width = Math.max(10, 5 + 4.6 * text.length);
  g.append(svgElement('g', { class: 'group-tag', 'aria-hidden': 'true' },
    svgElement('rect', { x: left - 4, y: top - 8, width, height: 10, rx: 2 }),
    svgElement('text', { x: left - 4 + width / 2, y: top - 0.3, 'text-anchor': 'middle', 'font-size': 7.5, 'font-weight': 700 }, text)));
}

// groupsShown are the groups of the colours that some organisations among those shown have: {label, tag, light, dark,
// count}; the smaller ones, which have no colour of their own, are one.
export function groupsShown() {
  const grouping = map.groupings.find((g) => g.name === state.colour), shown = view();
  if (!grouping) return [];
  const counts = grouping.names.map(() => 0), groups = [];
  grouping.of.forEach((group, i) => {
    if (group >= 0) counts[group] += shown.orgs[i];
  });
  const others = { label: '', tag: '+', light: '', dark: '', count: 0 };
  let smaller = 0;
  grouping.names.forEach((_, group) => {
    if (counts[group] === 0) return;
    const label = groupName(grouping, group);
    if (grouping.light[group] !== '') {
      groups.push({ label, tag: String(group + 1), light: grouping.light[group], dark: grouping.dark[group], count: counts[group] });
    } else {
      smaller++;
      others.count += counts[group];
    }
  });
  if (smaller > 0) groups.push({ ...others, label: smaller === 1 ? '1 smaller group' : smaller + ' smaller groups' });
  return groups;
}

// groupKey says below a box of the drawing what its colours and sizes stand for: {element, arrange}; arrange() puts the
// parts in rows once the element is in a document, where texts can be measured. It is null where all boxes are alike.
export function groupKey(box) {
  const measure = map.measures.find((m) => m.name === state.size), grouping = map.groupings.find((g) => g.name === state.colour);
  const dark = document.documentElement.dataset.theme === 'dark', ink = dark ? '#F2F4F7' : '#1B2430', plain = dark ? '#262E38' : '#FFFFFF';
  const text = (value, bold) => svgElement('text', { 'font-size': 9, fill: ink, 'font-weight': bold ? 700 : 400 }, value);
  const items = [];
  if (measure) items.push([text(`The area of a box grows with its ${measure.label.toLowerCase()}.`, false)]);
  if (grouping) items.push([text(grouping.label + ':', true)]);
  for (const group of groupsShown()) {
    items.push([svgElement('rect', { width: 18, height: 10, y: -8, rx: 2, fill: (dark ? group.dark : group.light) || plain, stroke: ink, 'stroke-width': 0.6 }), text(`${group.tag} ${group.label}`, false)]);
  }
  if (items.length === 0) return null;
  const element = svgElement('g', { id: 'colours' }, ...items.flat());
  const arrange = () => {
    let x = box.x, y = box.y + box.height + 24;
    for (const item of items) {
      const label = item[item.length - 1], before = item.length > 1 ? 23 : 0, width = before + label.getComputedTextLength();
      if (x > box.x && x + width > box.x + box.width) {
        x = box.x;
        y += 15;
      }
      if (before) item[0].setAttribute('transform', `translate(${fixed(x)} ${fixed(y)})`);
      label.setAttribute('x', fixed(x + before));
      label.setAttribute('y', fixed(y));
      x += width + 14;
    }
  };
  return { element, arrange };
}

const numberForm = /-?\d*\.?\d+(?:e[-+]?\d+)?/g;

// moveEnds brings the ends of a line to the outlines of boxes that are smaller than their places.
function moveEnds(g, orgs, boxes) {
  const ends = orgs.map((i) => ({ place: map.organisations[i].box, box: boxes[i] }));
  const moved = ends.some((end) => end.place !== end.box);
  for (const shape of g.querySelectorAll('path')) {
    if (!moved && shape.dataset.d === undefined) continue;
    shape.dataset.d ??= shape.getAttribute('d');
    shape.setAttribute('d', moved ? movedPath(shape.dataset.d, ends) : shape.dataset.d);
  }
  const badge = g.querySelector('.badge'), line = g.querySelector('path');
  if (badge && line && line.dataset.d !== undefined) {
    badge.removeAttribute('transform');
    const [dx, dy] = moved ? driftOf(badge.querySelector('rect, ellipse'), numbersOf(line.dataset.d), numbersOf(line.getAttribute('d'))) : [0, 0];
    if (dx || dy) badge.setAttribute('transform', `translate(${fixed(dx)} ${fixed(dy)})`);
  }
}

const numbersOf = (d) => d.match(numberForm)?.map(Number) ?? [];

// driftOf is by how much the point of a line moves on which a badge stands, when the line does.
function driftOf(badge, before, after) {
  const steps = 12;
  if (!badge || (before.length - 2) % 6 !== 0) return [0, 0];
  const size = (name) => Number(badge.getAttribute(name) ?? 0);
  const x = size('x') + size('width') / 2 + size('cx'), y = size('y') + size('height') / 2 + size('cy');
  let least = Infinity, drift = [0, 0];
  for (let from = 0; from + 7 < before.length; from += 6) {
    for (let i = 0; i <= steps; i++) {
      const [bx, by] = pointOn(before, from, i / steps), distance = Math.hypot(bx - x, by - y);
      if (distance >= least) continue;
      const [ax, ay] = pointOn(after, from, i / steps);
      least = distance;
      drift = [ax - bx, ay - by];
    }
  }
  return drift;
}

// pointOn is a point of a cubic Bézier curve whose points begin at an index.
function pointOn(numbers, from, t) {
  const weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
  return [0, 1].map((axis) => weights.reduce((sum, w, i) => sum + w * numbers[from + 2 * i + axis], 0));
}

// movedPath moves the ends of a line, with the control points that belong to them, and an arrowhead as a whole.
function movedPath(d, ends) {
  if (/[hvsqta]/i.test(d) || /[mlc]/.test(d)) return d; // only absolute lines and curves have ends that are known
  const numbers = numbersOf(d), last = numbers.length - 2;
  if (last < 2) return d;
  const add = (at, [dx, dy]) => {
    numbers[at] += dx;
    numbers[at + 1] += dy;
  };
  if (/z\s*$/i.test(d)) {
    const by = shiftOf(ends, ...nearestCorner(ends, numbers));
    for (let at = 0; at <= last; at += 2) add(at, by);
  } else {
    const start = shiftOf(ends, numbers[0], numbers[1]), end = shiftOf(ends, numbers[last], numbers[last + 1]);
    add(0, start);
    add(last, end);
    if (last >= 6 && /C/.test(d)) {
      add(2, start);
      add(last - 2, end);
    }
  }
  let at = 0;
  return d.replace(numberForm, () => ' ' + fixed(numbers[at++]));
}

// outside is how far a point is from a box: 0 within it.
function outside([left, top, width, height], x, y) {
  return Math.hypot(Math.max(left - x, 0, x - left - width), Math.max(top - y, 0, y - top - height));
}

// nearestCorner is the tip of an arrowhead: its corner that is nearest to a box.
function nearestCorner(ends, numbers) {
  let best = [numbers[0], numbers[1]], least = Infinity;
  for (let at = 0; at + 1 < numbers.length; at += 2) {
    const distance = Math.min(...ends.map((end) => outside(end.place, numbers[at], numbers[at + 1])));
    if (distance < least) {
      least = distance;
      best = [numbers[at], numbers[at + 1]];
    }
  }
  return best;
}

// shiftOf is by how much a point at the outline of a place moves to be at that of the box in it.
function shiftOf(ends, x, y) {
  const distances = ends.map((end) => outside(end.place, x, y));
  const nearest = Math.min(...distances);
  const { place, box } = ends[distances.indexOf(nearest)];
  if (nearest > atOutline || place[2] === 0) return [0, 0];
  const clamp = (v, low, size) => Math.min(low + size, Math.max(low, v));
  const along = (v, at) => (clamp(v, place[at], place[at + 2]) - place[at] - place[at + 2] / 2) * (box[at + 2] / place[at + 2] - 1);
  return [along(x, 0), along(y, 1)];
}
