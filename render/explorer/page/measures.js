// The choices of what the sizes and the colours of the boxes say.
import { map, state, change, subscribe, view, el } from './store.js';
import { capitalised, organisationButton, touches, filterKeys } from './parts.js';

const mostLeaders = 5;

// mountMeasures fills an element with the two choices and says what they mean.
export function mountMeasures(root) {
  const size = chooser('size', 'Size of boxes', 'All alike'), colour = chooser('colour', 'Colour of boxes', 'None');
  const about = el('div', { class: 'about-measure' });
  root.classList.add('measures');
  root.append(size.box, colour.box, about);
  const offer = () => {
    size.offer(map.measures.map(m => [m.name, m.label]));
    colour.offer(map.groupings.map(g => [g.name, capitalised(g.name)]));
    root.hidden = map.organisations.length === 0;
  };
  const draw = () => {
    size.select.value = state.size;
    colour.select.value = state.colour;
    const measure = map.measures.find(m => m.name === state.size);
    about.replaceChildren();
    if (measure) about.append(el('p', { class: 'quiet' }, measure.description), leaders(measure));
  };
  offer();
  draw();
  subscribe((_, keys) => {
    if (keys.has('map')) offer();
    if (touches(keys, 'size', 'colour', ...filterKeys)) draw();
  });
}

// chooser is a labelled choice of a value of the state.
function chooser(key, label, none) {
  const id = 'choose-' + key, select = el('select', { id, onchange: () => change({ [key]: select.value }) });
  const box = el('div', { class: 'field' }, el('label', { for: id }, label), select);
  const offer = options => {
    select.replaceChildren(...[['', none], ...options].map(([value, text]) => el('option', { value }, text)));
    box.hidden = options.length === 0;
  };
  return { box, select, offer };
}

// leaders are the organisations with the highest values among those shown.
function leaders(measure) {
  const shown = view(), ranked = [...measure.values.keys()].filter(i => shown.orgs[i] && measure.values[i] > 0);
  ranked.sort((a, b) => measure.values[b] - measure.values[a] || a - b);
  return el('ol', { class: 'leaders', 'aria-label': `Highest by ${measure.label}` },
    ...ranked.slice(0, mostLeaders).map(i => el('li', {}, organisationButton(i), el('span', { class: 'quiet' }, measure.texts[i]))));
}
