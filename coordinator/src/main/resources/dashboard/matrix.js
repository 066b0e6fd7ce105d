/* Node × module × phase: a row for each module and phase, a column for each node. */
import {$, SIGNS, fill, inside, make, say, seen, span, word} from './page.js';

const WIDE = 7; // more nodes have their names upright
let cells = new Map();
let rows = new Map();
let choose = () => {};

const keyOf = (node, module, phase) => `${node} ${module} ${phase}`;

export function drawMatrix(view, chosen) {
  choose = chosen;
  const nodes = view.nodes.map(node => node.node);
  const phases = view.deployment ? view.deployment.phases : [];
  const names = phases.map(phase => [phase.module, phase.phase]);
  fill($('matrix'), [view.deployment?.id, nodes, names], () => build(view, nodes, phases));
  for (const step of view.deployment?.steps ?? []) showStep(step);
  for (const phase of phases) showPhase(phase, view.at);
  const states = Object.keys(SIGNS);
  fill($('legend'), states, () => states.map(state => make('li', `${SIGNS[state]} ${word(state)}`, {class: state})));
}

/* Everything has its place from the beginning, so that nothing moves while it is filled. */
function build(view, nodes, phases) {
  cells = new Map();
  rows = new Map();
  const exist = new Set((view.deployment?.steps ?? []).map(step => keyOf(step.node, step.module, step.phase)));
  const head = inside(make('tr'), make('th', 'Module', {scope: 'col'}), make('th', 'Phase', {scope: 'col'}));
  for (const node of nodes) head.append(inside(make('th', '', {scope: 'col', class: 'node'}), make('span', node)));
  head.append(make('th', 'Done', {scope: 'col', class: 'number'}), make('th', 'Time', {scope: 'col', class: 'number'}));
  const body = make('tbody');
  let before = '';
  phases.forEach((phase, y) => {
    const row = make('tr', '', {class: phase.phase === before ? '' : 'first'});
    before = phase.phase;
    row.append(make('th', phase.module, {scope: 'row'}), make('td', phase.phase, {class: 'phase'}));
    nodes.forEach((node, x) => {
      const key = keyOf(node, phase.module, phase.phase);
      const cell = make('td', '', {class: 'cell'});
      if (exist.has(key)) cell.append(button(key, x, y));
      row.append(cell);
    });
    const done = make('td', '', {class: 'number'});
    const took = make('td', '', {class: 'number time'});
    row.append(done, took);
    rows.set(`${phase.module} ${phase.phase}`, {done, took});
    body.append(row);
  });
  const first = cells.values().next().value;
  if (first) first.element.tabIndex = 0;
  return [inside(make('thead', '', {class: nodes.length > WIDE ? 'upright' : ''}), head), body];
}

function button(key, x, y) {
  const element = make('button', '', {type: 'button', class: 'step', tabindex: '-1', 'data-at': `${x},${y}`});
  const cell = {element, step: null};
  element.addEventListener('click', () => cell.step && choose(cell.step));
  cells.set(key, cell);
  return element;
}

function showStep(step) {
  const cell = cells.get(keyOf(step.node, step.module, step.phase));
  if (!cell) return;
  cell.step = step;
  const state = seen(step);
  const words = `${step.node}, ${step.module} ${step.phase}: ${word(state)}`
    + (step.detail ? `, ${step.detail}` : '') + (step.lastLine ? ` – ${step.lastLine}` : '');
  if (cell.element.title === words) return;
  cell.element.className = 'step ' + state;
  cell.element.title = words;
  cell.element.setAttribute('aria-label', words);
  say(cell.element, SIGNS[state] ?? state);
}

function showPhase(phase, at) {
  const row = rows.get(`${phase.module} ${phase.phase}`);
  if (!row) return;
  say(row.done, `${phase.succeeded}/${phase.total}`);
  say(row.took, phase.startedAt ? span(phase.startedAt, phase.finishedAt ?? at) : '');
}

function moveFocus(event) {
  const moves = {ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1]};
  const move = moves[event.key];
  const at = event.target.dataset.at;
  if (!move || !at) return;
  event.preventDefault();
  let [x, y] = at.split(',').map(Number);
  for (let tries = 0; tries < 1000; tries++) {
    x += move[0];
    y += move[1];
    if (x < 0 || y < 0) return;
    const next = $('matrix').querySelector(`[data-at="${x},${y}"]`);
    if (next) {
      event.target.tabIndex = -1;
      next.tabIndex = 0;
      return next.focus();
    }
  }
}

$('matrix').addEventListener('keydown', moveFocus);
