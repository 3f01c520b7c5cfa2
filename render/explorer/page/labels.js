// What the parts of the picture are called, in their boxes and for those who do not see them. The drawing says it for all of
// the map and today; filters leave less of it, and a date may have other names.
import { map, view } from './store.js';
import { formerName, longName, says, shortName } from './names.js';

const tooltip = (g) => g.querySelector(':scope > title');

// remember keeps what a group of the drawing says of itself.
function remember(g) {
  g.dataset.label ??= g.getAttribute('aria-label') ?? '';
  g.dataset.tooltip ??= tooltip(g)?.textContent ?? '';
}

function sayOf(g, label, text) {
  if (label) g.setAttribute('aria-label', label);
  const title = tooltip(g);
  if (title && title.textContent !== text) title.textContent = text;
}

// labelOrganisation has a box go by the name of the date.
export function labelOrganisation(g, i) {
  if (!g || !map.organisations[i].called) return;
  remember(g);
  const at = formerName(i), first = g.dataset.tooltip.split('\n', 1)[0];
  g.querySelectorAll(':scope > .called').forEach((name, k) => name.classList.toggle('hidden', k !== at + 1));
  const renamed = (text) => (at < 0 ? text : longName(i) + text.slice(first.length));
  sayOf(g, renamed(g.dataset.label), renamed(g.dataset.tooltip));
}

// labelSector has a sector name its organisations.
export function labelSector(g, sector) {
  const of = [...map.organisations.keys()].filter((i) => map.organisations[i].sector === sector);
  if (!g || !of.some((i) => map.organisations[i].called)) return;
  remember(g);
  sayOf(g, of.some((i) => formerName(i) >= 0) ? `${map.sectors[sector].label}: ${of.map(shortName).join(', ')}` : g.dataset.label, g.dataset.tooltip);
}

// labelLine has a line say in words what is shown of its relationships, and its strands too where they name an organisation
// with other names; rels are the relationships by strand.
export function labelLine(line, strands, rels, ends) {
  const shown = view(), renamed = ends.some((i) => formerName(i) >= 0);
  const label = (g, own) => {
    if (!g) return;
    const all = [...own].sort((a, b) => a - b), seen = all.filter((i) => shown.rels[i]);
    const told = (sign) => seen.map((i) => says(map.relationships[i])).join(sign);
    remember(g);
    sayOf(g, seen.length === all.length && !renamed ? g.dataset.label : g.dataset.label && told('. '), renamed ? told('.\n') + '.' : g.dataset.tooltip);
  };
  label(line, rels.flat());
  if (ends.some((i) => map.organisations[i].called)) strands.forEach((g, s) => label(g, rels[s]));
}
