// The picture: how much of it is seen, what of it is shown, what stands out, and how one moves about in it. The drawing
// is the SVG of the page; its groups have the ids of what they stand for, see data.go.
import { map, state, change, subscribe, view, announce, counted } from './store.js';
import { filterKeys, openOrganisation, touches } from './parts.js';
import { dress, groupKey, sizedBoxes } from './dress.js';
import { labelLine, labelOrganisation, labelSector } from './labels.js';
import { fullName, says } from './names.js';

const margin = 14; // pixels around the whole picture
const mostZoom = 12; // pixels a point
const readable = 1.05; // pixels a point, at which all type can be read
const legible = 0.8; // at which most can
const heavy = 600; // relationships, of a map whose broken lines are drawn whole while it is zoomed: they cost the most
const narrow = 560; // pixels, of a window in which a whole picture is a stamp
const restful = 140; // milliseconds without motion after which the picture is painted sharp

const stage = document.getElementById('stage');
const layer = document.getElementById('layer');
const stillness = matchMedia('(prefers-reduced-motion: reduce)');

let drawing; // the svg element
let extent; // what of it is the map, without title, legend and sources: {x, y, width, height} in points
let orgGroups, strandGroups, lineGroups, sectorGroups, jointGroups; // parallel to the map; strandGroups by line and strand
let strandRels; // by line and strand, the indices of their relationships
let under, over; // groups of the drawing for marks below the lines and above all
let path = null; // relationships that are marked
let camera = { x: 0, y: 0, scale: 1 }; // the point in the middle of the stage, and pixels a point

// svgElement makes an element of a drawing.
export function svgElement(tag, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// startPicture brings the picture to life.
export function startPicture() {
  document.documentElement.classList.add('scripted');
  adopt();
  buildZoom();
  listen();
  subscribe((shown, keys) => {
    if (keys.has('map')) return;
    const has = (...names) => names.some((name) => keys.has(name));
    if (has('size', 'colour')) dress(orgGroups, linesWithEnds());
    if (touches(keys, ...filterKeys)) filter(shown);
    if (has('focus') || (state.focus && has('hops'))) move(state.focus ? home() : { ...middle(extent), scale: wholeScale() }, { glide: true });
    if ([...keys].some((key) => !['x', 'y', 'k'].includes(key))) mark(); // else the picture is only moved: nothing to paint
    if (has('x', 'y', 'k') && !sameCamera()) takeCamera();
    else if (has('org') && state.org) setTimeout(() => reveal(map.byId.get(state.org))); // after a sheet has opened
  });
  new ResizeObserver(() => {
    if (stage.clientWidth > 0) takeCamera();
  }).observe(stage);
  if (state.org && state.k === 0) setTimeout(() => reveal(map.byId.get(state.org)), restful); // who says where to look is obeyed
}

// replacePicture takes another drawing, such as that of a map whose files have changed: the text of an svg element, without
// its style elements, which the policy of the page does not name. The data must have been replaced before.
export function replacePicture(svg) {
  const parsed = new DOMParser().parseFromString(svg, 'text/html').querySelector('svg');
  if (!parsed) return;
  layer.replaceChildren(document.adoptNode(parsed));
  path = null;
  adopt();
}

// adopt finds the parts of the drawing.
function adopt() {
  drawing = layer.querySelector('svg');
  const box = drawing.viewBox.baseVal;
  drawing.setAttribute('width', box.width);
  drawing.setAttribute('height', box.height);
  const byId = new Map([...drawing.querySelectorAll('[id]')].map((g) => [g.id, g]));
  orgGroups = map.organisations.map((o) => byId.get('org:' + o.id));
  lineGroups = map.lines.map((l) => byId.get('line:' + l.id));
  strandGroups = map.lines.map((l) => l.strands.map((id) => byId.get('strand:' + id)));
  sectorGroups = map.sectors.map((s) => byId.get('sector:' + s.id));
  jointGroups = map.arrangements.map((a) => byId.get('joint:' + a.id));
  strandRels = map.lines.map((l) => l.strands.map(() => []));
  map.relationships.forEach((r, i) => strandRels[r.line][r.strand].push(i));
  map.organisations.forEach((o, i) => {
    const g = orgGroups[i];
    if (g) g.dataset.org = i;
  });
  strandGroups.forEach((strands, l) => strands.forEach((g, s) => {
    if (g) g.dataset.strand = l + ',' + s;
  }));
  layer.classList.toggle('heavy', map.relationships.length > heavy);
  findFrame();
  measureExtent();
  under = svgElement('g', { class: 'marks under', 'aria-hidden': 'true' });
  over = svgElement('g', { class: 'marks over', 'aria-hidden': 'true' });
  const first = (lineGroups.find(Boolean) ?? orgGroups.find(Boolean));
  if (first) first.parentNode.insertBefore(under, first);
  drawing.append(over);
  dress(orgGroups, linesWithEnds());
  rove(Math.max(0, map.byId.get(state.org) ?? hub()));
  filter(view());
  mark();
  takeCamera();
}

// hub is the organisation with the most relationships.
function hub() {
  let best = -1;
  map.incident.forEach((rels, i) => {
    if (best < 0 || rels.length > map.incident[best].length) best = i;
  });
  return best;
}

// findFrame marks what is not the map itself: title, legend, sources and the background. On the screen, the page has
// its own; in print and in downloads they are part of the picture.
function findFrame() {
  const inside = new Set();
  for (const g of [...orgGroups, ...lineGroups, ...sectorGroups, ...jointGroups]) {
    for (let up = g; up && up !== drawing; up = up.parentNode) inside.add(up);
  }
  const visit = (parent) => {
    for (const child of [...parent.children]) {
      if (/^(style|title|desc|defs)$/.test(child.tagName)) continue;
      if (!inside.has(child)) child.classList.add('frame');
      else if (!/^(org|line|sector|joint):/.test(child.id)) visit(child);
    }
  };
  if (inside.size > 0) visit(drawing);
}

// measureExtent finds out where the map is in the drawing.
function measureExtent() {
  const box = drawing.getBBox();
  extent = box.width > 0 && box.height > 0 ? box : boxAround(() => true) ?? drawing.viewBox.baseVal;
}

// boxAround is the box around some organisations, with room about them; null where none of them is drawn.
function boxAround(test, room = 24) {
  const boxes = map.organisations.filter((o, i) => o.box[2] > 0 && test(i)).map((o) => o.box);
  if (boxes.length === 0) return null;
  const least = (f) => boxes.reduce((value, box) => Math.min(value, f(box)), Infinity);
  const x = least((b) => b[0]) - room, y = least((b) => b[1]) - room;
  return { x, y, width: room - least((b) => -b[0] - b[2]) - x, height: room - least((b) => -b[1] - b[3]) - y };
}

// linesWithEnds are the groups of strands and of the marks of arrangements, with the organisations at their ends.
function linesWithEnds() {
  const lines = map.lines.flatMap((l, i) => strandGroups[i].filter(Boolean).map((g) => [g, [l.from, l.to]]));
  const ends = map.arrangements.map(() => new Set());
  for (const r of map.relationships) if (r.arrangement >= 0) ends[r.arrangement].add(r.from).add(r.to);
  jointGroups.forEach((g, i) => g && ends[i].size > 0 && lines.push([g, [...ends[i]]]));
  return lines;
}

// What is shown.

const toggle = (g, name, on) => g?.classList.toggle(name, on);

function filter(shown) {
  orgGroups.forEach((g, i) => {
    toggle(g, 'hidden', !shown.orgs[i]);
    labelOrganisation(g, i);
  });
  strandGroups.forEach((strands, l) => {
    let any = false;
    strands.forEach((g, s) => {
      const on = strandRels[l][s].some((i) => shown.rels[i]);
      toggle(g, 'hidden', !on);
      any ||= on;
    });
    toggle(lineGroups[l], 'hidden', !any);
    if (any) labelLine(lineGroups[l], strands, strandRels[l], [map.lines[l].from, map.lines[l].to]);
  });
  const inSector = map.sectors.map(() => false);
  map.organisations.forEach((o, i) => {
    if (o.sector >= 0 && shown.orgs[i]) inSector[o.sector] = true;
  });
  sectorGroups.forEach((g, i) => {
    toggle(g, 'hidden', !inSector[i]);
    labelSector(g, i);
    if (g && inSector[i]) fitSector(g, state.focus ? boxAround((o) => shown.orgs[o] && map.organisations[o].sector === i, 9) : null);
  });
  hideJoints(shown);
}

const sectorHead = 24; // points above the boxes of a sector, for its label

// fitSector draws a sector around a box, or where it was drawn.
function fitSector(g, box) {
  const panel = g.querySelector('rect');
  if (!panel) return;
  panel.dataset.place ??= ['x', 'y', 'width', 'height'].map((name) => panel.getAttribute(name)).join(' ');
  const [x, y, width, height] = panel.dataset.place.split(' ').map(Number);
  const left = box ? Math.max(x, box.x) : x, top = box ? Math.max(y, box.y - sectorHead + 9) : y;
  // As wide as its label, at the least.
  const label = g.querySelector('text'), least = label ? Number(label.getAttribute('textLength') ?? 0) + 18 : 0;
  panel.setAttribute('x', left);
  panel.setAttribute('y', top);
  panel.setAttribute('width', box ? Math.max(least, Math.min(x + width, box.x + box.width) - left) : width);
  panel.setAttribute('height', box ? Math.min(y + height, box.y + box.height) - top : height);
  for (const text of g.querySelectorAll('text')) {
    if (left === x && top === y) text.removeAttribute('transform');
    else text.setAttribute('transform', `translate(${rounded(left - x, 2)} ${rounded(top - y, 2)})`);
  }
}

// hideJoints hides the marks of arrangements of which no relationship is shown.
function hideJoints(shown) {
  const some = map.arrangements.map(() => false);
  map.relationships.forEach((r, i) => {
    if (r.arrangement >= 0 && shown.rels[i]) some[r.arrangement] = true;
  });
  jointGroups.forEach((g, i) => toggle(g, 'hidden', !some[i]));
}

// markPath marks relationships, by index, and lets all else step back; null marks none.
export function markPath(relationships) {
  path = relationships && relationships.length > 0 ? relationships : null;
  mark();
}

// mark shows the selection and the path: what belongs to them keeps its strength, the rest is dimmed.
function mark() {
  under.replaceChildren();
  over.replaceChildren();
  const shown = view();
  const org = map.byId.get(state.org), rel = map.relById.get(state.rel);
  const near = new Set(), orgs = new Set(), marked = new Set();
  const take = (i) => {
    const r = map.relationships[i];
    near.add(r.line + ',' + r.strand);
    orgs.add(r.from).add(r.to);
    return r.line + ',' + r.strand;
  };
  if (path) path.forEach((i) => marked.add(take(i)));
  if (rel !== undefined) marked.add(take(rel));
  if (org !== undefined) {
    orgs.add(org);
    map.incident[org].forEach((i) => shown.rels[i] && take(i));
  }
  const some = orgs.size > 0 && [...orgs].some((i) => shown.orgs[i]);
  orgGroups.forEach((g, i) => {
    toggle(g, 'dim', some && !orgs.has(i));
    toggle(g, 'selected', i === org);
  });
  strandGroups.forEach((strands, l) => strands.forEach((g, s) => {
    const key = l + ',' + s;
    toggle(g, 'dim', some && !near.has(key));
    toggle(g, 'selected', rel !== undefined && map.relationships[rel].line === l && map.relationships[rel].strand === s);
    toggle(g, 'on-path', path !== null && marked.has(key));
    if (marked.has(key) && g && !g.classList.contains('hidden')) addTrace(g);
  }));
  const joined = new Set(map.relationships.flatMap((r, i) => (r.arrangement >= 0 && shown.rels[i] && near.has(r.line + ',' + r.strand) ? [r.arrangement] : [])));
  jointGroups.forEach((g, i) => toggle(g, 'dim', some && !joined.has(i)));
  for (const i of orgs) {
    const chosen = i === org || (rel !== undefined && (map.relationships[rel].from === i || map.relationships[rel].to === i));
    if ((chosen || (path && i !== org && onPath(i))) && shown.orgs[i]) addHalo(i, chosen);
  }
}

const onPath = (org) => path.some((i) => map.relationships[i].from === org || map.relationships[i].to === org);

// addTrace draws a wide, pale line below a strand.
function addTrace(g) {
  for (const line of g.querySelectorAll('path')) {
    if (getComputedStyle(line).fill !== 'none') continue;
    under.append(svgElement('path', { d: line.getAttribute('d'), class: 'trace' }));
  }
}

// addHalo draws a line around an organisation.
function addHalo(i, strong) {
  const [x, y, width, height] = sizedBoxes()[i], gap = 3.5;
  if (width === 0) return;
  over.append(svgElement('rect', {
    x: x - gap, y: y - gap, width: width + 2 * gap, height: height + 2 * gap, rx: 6, class: strong ? 'halo' : 'halo slight',
  }));
}

// How much is seen.

const reach = () => ({ width: stage.clientWidth || 1, height: stage.clientHeight || 1 });

// wholeScale is the scale at which all of a box of the picture is seen.
function wholeScale(box = extent) {
  const size = reach();
  return Math.max(0.02, Math.min((size.width - 2 * margin) / box.width, (size.height - 2 * margin) / box.height, 2));
}

const middle = (box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

// home is where a page begins: what is in focus; else all of the picture or, in a window too narrow for that, its middle as high as fits.
function home() {
  if (state.focus) return aroundShown();
  const whole = wholeScale(), size = reach(), centre = middle(extent);
  if (size.width > narrow || whole >= legible) return { ...centre, scale: whole };
  const scale = Math.max(whole, Math.min(legible, (size.height - 2 * margin) / extent.height)), most = hub();
  if (most >= 0 && map.organisations[most].box[2] > 0) centre.x = map.organisations[most].box[0] + map.organisations[most].box[2] / 2;
  return { ...centre, scale };
}

// takeCamera looks where the state says.
function takeCamera() {
  if (!extent) return;
  camera = state.k > 0 ? { x: state.x, y: state.y, scale: clampScale(state.k * wholeScale()) } : home();
  place();
}

const clampScale = (scale) => Math.min(mostZoom, Math.max(wholeScale() * 0.5, scale));

const rounded = (n, digits) => Number(n.toFixed(digits));

// cameraState is what the state says of where the camera looks.
function cameraState() {
  const start = home();
  const there = Math.abs(camera.scale / start.scale - 1) < 0.005 && Math.abs(camera.x - start.x) < 1 && Math.abs(camera.y - start.y) < 1;
  if (there) return { x: 0, y: 0, k: 0 };
  return { x: rounded(camera.x, 0), y: rounded(camera.y, 0), k: rounded(camera.scale / wholeScale(), 2) };
}

function sameCamera() {
  const now = cameraState();
  return now.x === state.x && now.y === state.y && now.k === state.k;
}

let settling = 0, waiting = 0;

// place puts the layer where the camera looks. The transformation is one in space, so that the layer is painted once and
// then only pushed about; while it is zoomed, will-change keeps it from being painted anew for each step.
function place() {
  const size = reach();
  const x = size.width / 2 - camera.x * camera.scale, y = size.height / 2 - camera.y * camera.scale;
  // Whole pixels: a browser paints all of a layer anew when it moves by a part of one.
  layer.style.transform = `translate3d(${Math.round(x)}px, ${Math.round(y)}px, 0) scale(${rounded(camera.scale, 5)})`;
}

function move(next, { glide = false } = {}) {
  const x = Math.min(extent.x + extent.width, Math.max(extent.x, next.x));
  const y = Math.min(extent.y + extent.height + covered() / 2 / next.scale, Math.max(extent.y, next.y));
  const scale = clampScale(next.scale);
  if (scale !== camera.scale || glide) layer.classList.add('zooming');
  camera = { x, y, scale };
  for (const element of [stage, layer]) element.classList.add('moving');
  layer.classList.toggle('gliding', glide && !stillness.matches);
  place();
  settle(glide && !stillness.matches ? restful + 240 : restful);
}

// settle has the picture come to rest after some milliseconds, if nothing else moves it. They count from when what is
// moved has been painted: a slow frame is no rest.
function settle(milliseconds) {
  clearTimeout(settling);
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => {
    waiting = requestAnimationFrame(() => {
      settling = setTimeout(rest, milliseconds);
    });
  });
}

// rest has the picture painted sharp, and writes into the address what is seen.
function rest() {
  if (pointers.size > 0) {
    settle(restful); // what is held is still being moved
    return;
  }
  for (const element of [stage, layer]) element.classList.remove('moving', 'zooming', 'gliding');
  change(cameraState());
}

// fit shows all of the picture.
export function fit() {
  move({ ...middle(extent), scale: wholeScale() }, { glide: true });
}

// aroundShown looks at what is shown.
function aroundShown() {
  const shown = view(), box = boxAround((i) => shown.orgs[i]) ?? extent;
  return { ...middle(box), scale: Math.min(wholeScale(box), 1.6) };
}

// centreOn brings an organisation, by its id, to the middle, at least as large as can be read.
export function centreOn(id) {
  const i = map.byId.get(id);
  if (i === undefined) return;
  const [left, top, width, height] = map.organisations[i].box, scale = clampScale(Math.max(camera.scale, readable));
  move({ x: left + width / 2, y: top + height / 2 + covered() / 2 / scale, scale }, { glide: true });
}

// covered is how many pixels of the stage lie below the sheet that is open before it.
function covered() {
  const sheet = ['filters', 'details'].map((id) => document.getElementById(id)).find((e) => getComputedStyle(e).position === 'fixed' && e.checkVisibility());
  return sheet ? Math.max(0, Math.min(stage.clientHeight, stage.getBoundingClientRect().bottom - sheet.getBoundingClientRect().top)) : 0;
}

// reveal moves an organisation into what is seen, if it is not there.
function reveal(i) {
  if (!map.organisations[i]) return; // it is no longer what is open
  const [left, top, width, height] = map.organisations[i].box, size = reach(), room = 30, below = covered();
  const clamp = (at, low, high, half) => (high - low > 2 * half ? (low + high) / 2 : Math.min(low + half, Math.max(high - half, at)));
  const halfWidth = Math.max(0, size.width / 2 - room) / camera.scale, halfHeight = Math.max(0, (size.height - below) / 2 - room) / camera.scale;
  const lift = below / 2 / camera.scale; // the middle of what is not covered lies so far above that of the stage
  const x = clamp(camera.x, left, left + width, halfWidth), y = clamp(camera.y - lift, top, top + height, halfHeight) + lift;
  if (Math.abs(x - camera.x) > 0.5 || Math.abs(y - camera.y) > 0.5) move({ x, y, scale: camera.scale }, { glide: true });
}

// zoom makes the picture larger by a factor; what is at a point of the stage stays there.
export function zoom(factor, at, options = { glide: true }) {
  const size = reach(), point = at ?? { x: size.width / 2, y: size.height / 2 };
  const scale = clampScale(camera.scale * factor);
  const dx = (point.x - size.width / 2) * (1 / camera.scale - 1 / scale), dy = (point.y - size.height / 2) * (1 / camera.scale - 1 / scale);
  move({ x: camera.x + dx, y: camera.y + dy, scale }, options);
}

// pan moves what is seen by pixels.
export function pan(dx, dy, options = {}) {
  move({ x: camera.x + dx / camera.scale, y: camera.y + dy / camera.scale, scale: camera.scale }, options);
}

function buildZoom() {
  const button = (text, name, act) => {
    const b = document.createElement('button');
    b.type = 'button';
    b.textContent = text;
    b.setAttribute('aria-label', name);
    b.title = name;
    b.addEventListener('click', act);
    return b;
  };
  document.getElementById('zoom').replaceChildren(
    button('+', 'Zoom in', () => zoom(1.4)), button('−', 'Zoom out', () => zoom(1 / 1.4)), button('⤢', 'Show all of the picture', fit));
}

// Mouse, pen and fingers.

const pointers = new Map();
let pressed = null; // {x, y, moved}

function listen() {
  stage.addEventListener('pointerdown', (e) => {
    if (e.button > 0) return;
    pointers.set(e.pointerId, { x: e.clientX, y: e.clientY });
    pressed = pointers.size === 1 ? { x: e.clientX, y: e.clientY, moved: false } : pressed && { ...pressed, moved: true };
  });
  stage.addEventListener('pointermove', (e) => {
    const last = pointers.get(e.pointerId);
    if (!last || !pressed) return;
    if (!pressed.moved && Math.hypot(e.clientX - pressed.x, e.clientY - pressed.y) < 4) return;
    if (!pressed.moved) {
      pressed.moved = true;
      stage.classList.add('grabbing');
    }
    if (!stage.hasPointerCapture(e.pointerId)) stage.setPointerCapture(e.pointerId);
    drag(e, last);
    pointers.set(e.pointerId, { x: e.clientX, y: e.clientY });
  });
  const release = (e) => {
    if (!pointers.delete(e.pointerId)) return;
    if (pointers.size > 0) return;
    stage.classList.remove('grabbing');
    if (pressed && !pressed.moved && e.type === 'pointerup') choose(document.elementsFromPoint(e.clientX, e.clientY));
    pressed = null;
  };
  stage.addEventListener('pointerup', release);
  stage.addEventListener('pointercancel', release);
  stage.addEventListener('wheel', (e) => {
    e.preventDefault();
    const unit = e.deltaMode === 1 ? 18 : e.deltaMode === 2 ? 400 : 1;
    if (!e.ctrlKey && (e.shiftKey || Math.abs(e.deltaX) > Math.abs(e.deltaY) / 2)) pan(e.deltaX * unit, e.shiftKey ? 0 : e.deltaY * unit);
    else zoom(Math.exp(-Math.max(-60, Math.min(60, e.deltaY * unit)) * (e.ctrlKey ? 0.01 : 0.004)), pointOf(e), {});
  }, { passive: false });
  stage.addEventListener('dblclick', (e) => zoom(1.8, pointOf(e)));
  stage.addEventListener('keydown', onKey);
  stage.addEventListener('focusin', (e) => {
    const g = e.target.closest('[data-org]');
    if (g && g.matches(':focus-visible')) {
      rove(Number(g.dataset.org));
      reveal(Number(g.dataset.org));
    }
  });
  // A browser that scrolls to what has the focus must not move the layer away from where it is.
  stage.addEventListener('scroll', () => stage.scrollTo(0, 0));
}

function pointOf(e) {
  const box = stage.getBoundingClientRect();
  return { x: e.clientX - box.left, y: e.clientY - box.top };
}

// drag moves with one pointer, and with two also zooms by how they part.
function drag(e, last) {
  if (pointers.size === 1) return pan(last.x - e.clientX, last.y - e.clientY);
  const [other] = [...pointers].filter(([id]) => id !== e.pointerId).map(([, p]) => p);
  const before = Math.hypot(last.x - other.x, last.y - other.y), after = Math.hypot(e.clientX - other.x, e.clientY - other.y);
  const box = stage.getBoundingClientRect();
  if (before > 0) zoom(after / before, { x: (e.clientX + other.x) / 2 - box.left, y: (e.clientY + other.y) / 2 - box.top }, {});
  pan((last.x - e.clientX) / 2, (last.y - e.clientY) / 2);
}

// choose selects the first of some elements, from the top down; none of them ends the selection.
function choose(elements) {
  const target = elements.map((element) => element.closest('[data-org], [data-strand]')).find(Boolean);
  const org = target?.closest('[data-org]'), strand = target?.closest('[data-strand]');
  if (org) {
    const i = Number(org.dataset.org);
    rove(i);
    change({ org: map.organisations[i].id, rel: '' });
    announce(fullName(i) + ' is selected.');
  } else if (strand) {
    chooseStrand(strand);
  } else if (state.org || state.rel) {
    change({ org: '', rel: '' });
  }
}

// chooseStrand selects the first relationship of a strand that is shown, or the one after the one that is selected.
function chooseStrand(g) {
  const [l, s] = g.dataset.strand.split(',').map(Number);
  const shown = view(), rels = strandRels[l][s].filter((i) => shown.rels[i]);
  const at = rels.indexOf(map.relById.get(state.rel));
  if (rels.length === 0) return;
  const i = rels[(at + 1) % rels.length];
  change({ org: '', rel: map.relationships[i].id });
  announce(says(map.relationships[i]) + ' is selected.');
}

// Keys: one organisation is in the order of the keyboard; arrows go to the others.

function rove(i) {
  for (const g of drawing.querySelectorAll('[tabindex]')) {
    if (g.dataset.org !== String(i)) g.setAttribute('tabindex', '-1');
  }
  const g = orgGroups[i];
  g?.setAttribute('tabindex', '0');
}

const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function onKey(e) {
  const g = e.target.closest('[data-org]');
  if (!g || e.ctrlKey || e.metaKey || e.altKey) return;
  const i = Number(g.dataset.org), direction = directions[e.key];
  if (direction && e.shiftKey) pan(direction[0] * 80, direction[1] * 80, { glide: true });
  else if (direction) goTo(nextOrg(i, direction));
  else if (e.key === 'Enter' || e.key === ' ') openOrganisation(i);
  else return;
  e.preventDefault();
}

function goTo(i) {
  if (i < 0) return;
  rove(i);
  orgGroups[i].focus({ preventScroll: true });
}

// nextOrg is the nearest organisation in a direction among those that are shown: what lies off to the side counts as
// farther away. It is -1 where there is none.
function nextOrg(from, [dx, dy]) {
  const shown = view();
  const centre = ({ box: [x, y, width, height] }) => [x + width / 2, y + height / 2];
  const [x, y] = centre(map.organisations[from]);
  let best = -1, least = Infinity;
  map.organisations.forEach((o, i) => {
    if (i === from || !shown.orgs[i] || !orgGroups[i]) return;
    const [ox, oy] = centre(o);
    const along = (ox - x) * dx + (oy - y) * dy, aside = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
    const distance = along + 2.5 * aside;
    if (along > 1 && aside < 3 * along && distance < least) {
      least = distance;
      best = i;
    }
  });
  return best;
}

// focusPicture gives the picture the focus.
export function focusPicture() {
  drawing.querySelector('[data-org][tabindex="0"]')?.focus({ preventScroll: true });
}

// What is seen, as a drawing of its own.

const painted = ['fill', 'stroke', 'opacity', 'fill-opacity', 'stroke-opacity'];

// svgOfView returns the drawing as it is seen: without what is hidden, in the colours of the moment, with its title,
// legend and sources, as large as that. It needs nothing of the page.
export function svgOfView() {
  const copy = drawing.cloneNode(true);
  const originals = drawing.querySelectorAll('*'), copies = copy.querySelectorAll('*');
  originals.forEach((original, i) => paint(original, copies[i]));
  const faces = fontFaces(), frame = [...copy.querySelectorAll('.frame')];
  for (const unseen of copy.querySelectorAll('.hidden, .unfit, style')) unseen.remove();
  copy.querySelectorAll('*').forEach((element) => {
    for (const name of ['tabindex', 'style', 'class', 'data-org', 'data-strand', 'data-d', 'data-label', 'data-tooltip', 'data-place']) element.removeAttribute(name);
  });
  copy.removeAttribute('class');
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  tellPart(copy);
  crop(copy, frame);
  // Only now: in the page, the policy would refuse a style element.
  if (faces) copy.prepend(svgElement('style', {}, faces));
  return copy;
}

// tellPart says below the title how much of the map is there, where that is not all.
function tellPart(copy) {
  const shown = view(), texts = copy.querySelectorAll('[id="title"] text'), subtitle = texts[texts.length - 1];
  if (!subtitle || texts.length < 2 || (!state.date && shown.orgCount === map.organisations.length && shown.relCount === map.relationships.length)) return;
  subtitle.textContent = `${shown.orgCount} of ${counted(map.organisations.length, 'organisation')}, ${shown.relCount} of ${counted(map.relationships.length, 'relationship')}` +
    (state.date ? `, as known on ${state.date}` : '');
  subtitle.removeAttribute('textLength');
}

// paint writes as attributes how an element looks in the page.
function paint(original, copy) {
  if (!(original instanceof SVGGraphicsElement)) return;
  const look = getComputedStyle(original);
  for (const name of painted) {
    const value = look.getPropertyValue(name);
    if (copy.hasAttribute(name) || original.style.getPropertyValue(name) || !(value === '1' || value === 'none' && name === 'stroke')) {
      if (!(original instanceof SVGGElement) || name === 'opacity') copy.setAttribute(name, value);
    }
  }
  for (const name of ['stroke-width', 'stroke-linecap']) {
    if (original.closest('.marks')) copy.setAttribute(name, look.getPropertyValue(name));
  }
}

// fontFaces are the rules of the page that hold the fonts of the drawing.
function fontFaces() {
  const faces = [];
  for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) {
    for (const rule of sheet.cssRules) if (rule instanceof CSSFontFaceRule) faces.push(rule.cssText);
  }
  return faces.join('\n');
}

// crop makes a drawing as large as what is left in it: its title goes above that, its legend and sources below, and what
// its colours stand for.
function crop(copy, frame) {
  const holder = document.createElement('div'), background = copy.querySelector(':scope > rect'), room = 16, gap = 22;
  const show = (elements, on) => elements.forEach((e) => (on ? e.removeAttribute('display') : e?.setAttribute('display', 'none')));
  const title = frame.filter((e) => e.id === 'title'), below = frame.filter((e) => e.id !== 'title' && e !== background);
  holder.className = 'measuring';
  holder.append(copy);
  document.body.append(holder);
  show(frame, false);
  const content = copy.getBBox();
  const stack = (elements, top, upwards) => {
    const boxes = elements.map((e) => e.getBBox()).filter((b) => b.width > 0);
    if (boxes.length === 0) return 0;
    const x = Math.min(...boxes.map((b) => b.x)), y = Math.min(...boxes.map((b) => b.y)), height = Math.max(...boxes.map((b) => b.y + b.height)) - y;
    const move = `translate(${rounded(content.x - x, 2)} ${rounded(upwards ? top - y - height : top - y, 2)})`;
    for (const e of elements) e.setAttribute('transform', move);
    return height + gap;
  };
  show(frame.filter((e) => e !== background), true);
  stack(title, content.y - gap, true);
  stack(below, content.y + content.height + gap, false);
  let box = copy.getBBox();
  const key = groupKey(box);
  if (key) {
    copy.append(key.element);
    key.arrange();
    box = copy.getBBox();
  }
  background?.removeAttribute('display');
  holder.remove();
  const left = rounded(box.x - room, 1), top = rounded(box.y - room, 1), width = rounded(box.width + 2 * room, 1), height = rounded(box.height + 2 * room, 1);
  copy.setAttribute('viewBox', [left, top, width, height].join(' '));
  for (const element of [copy, background]) {
    element?.setAttribute('width', width);
    element?.setAttribute('height', height);
  }
  background?.setAttribute('x', left);
  background?.setAttribute('y', top);
}
