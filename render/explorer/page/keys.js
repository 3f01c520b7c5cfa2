// The keys of the page, and the dialogue that tells them.
import { state, change, el } from './store.js';
import { fit, zoom, focusPicture } from './picture.js';

const keys = [
  ['/', 'Find an organisation'],
  ['Arrows', 'Go from organisation to organisation in the picture'],
  ['Enter', 'Open the organisation'],
  ['Escape', 'Close what is open; then end the selection, the path, the focus'],
  ['+ −', 'Zoom in and out'],
  ['0', 'Show all of the picture'],
  ['Shift + arrows', 'Move the picture'],
  ['f', 'Focus on the organisation that is selected, or on all'],
  ['p', 'Go to the picture'],
  ['t', 'Change between picture and table'],
  ['?', 'These keys'],
];

// mountKeys fills the dialogue and listens to the keys. sheets has close(), which closes a sheet if one is open.
export function mountKeys(dialog, button, sheets) {
  const close = el('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, 'Close');
  dialog.append(el('h2', { id: 'keys-title' }, 'Keys'),
    el('dl', {}, keys.map(([key, what]) => el('div', {}, el('dt', {}, key.split(' ').map((k) => (k === '+' && key !== '+ −' ? ' + ' : el('kbd', {}, k)))), el('dd', {}, what)))),
    el('p', { class: 'quiet' }, 'Drag to move the picture, turn the wheel or pinch to zoom, click an organisation or a line for what is known of it.'), close);
  dialog.addEventListener('click', (e) => {
    if (e.target === dialog) dialog.close();
  });
  button.addEventListener('click', () => dialog.showModal());
  addEventListener('keydown', (e) => {
    if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || dialog.open) return;
    if (e.target.closest('input:not([type=checkbox], [type=range], [type=radio]), select, textarea')) return;
    if (act(e.key, dialog, sheets)) e.preventDefault();
  });
}

// act does what a key stands for, and reports whether it stands for something.
function act(key, dialog, sheets) {
  switch (key) {
    case '/':
      document.getElementById('search-input').focus();
      return true;
    case '?':
      dialog.showModal();
      return true;
    case '+':
    case '=':
      zoom(1.4);
      return true;
    case '-':
    case '−':
      zoom(1 / 1.4);
      return true;
    case '0':
      fit();
      return true;
    case 'f':
      if (state.focus || state.org) change({ focus: state.focus ? '' : state.org });
      return true;
    case 'p':
      change({ tab: 'picture' });
      setTimeout(focusPicture); // after the picture has come back
      return true;
    case 't':
      change({ tab: state.tab === 'picture' ? 'table' : 'picture' });
      return true;
    case 'Escape':
      if (sheets.close()) return true;
      if (state.org || state.rel) change({ org: '', rel: '' });
      else if (state.from || state.to) change({ from: '', to: '' });
      else if (state.focus) change({ focus: '' });
      else return false;
      return true;
  }
  return false;
}
