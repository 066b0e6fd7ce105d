/* Elements and words. All text from outside is set as text, never as markup. */

export const $ = id => document.getElementById(id);

/* Each state has a sign, so that it is told without its colour. */
export const SIGNS = {
  succeeded: '✓', baked: '◆', running: '▶', held: '‖', assigned: '→', failed: '✗', unknown: '?', cancelled: '■', skipped: '–',
  waiting: '·',
};

const WORDS = {held: 'at a barrier', baked: 'in the image already'};

export const word = state => WORDS[state] ?? state;

/** The state that people see: a running step at a barrier is held, one that a marker proved is baked. */
export function seen(step) {
  if (step.baked && step.state === 'succeeded') return 'baked';
  return step.state === 'running' && /^waits for barrier /.test(step.detail) ? 'held' : step.state;
}

export function make(tag, text = '', attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

export function inside(parent, ...children) {
  parent.append(...children);
  return parent;
}

/** Changes nothing that is right already: what is read aloud or selected stays. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Puts in new children only where what they show has changed. */
export function fill(parent, shown, children) {
  const key = JSON.stringify(shown);
  if (parent.dataset.shown !== key) {
    parent.dataset.shown = key;
    parent.replaceChildren(...children());
  }
}

export function badge(element, state) {
  element.className = 'badge ' + state;
  say(element, `${SIGNS[state] ? SIGNS[state] + ' ' : ''}${word(state)}`);
}

export function span(from, until) {
  return time(Math.max(0, Date.parse(until) - Date.parse(from)));
}

export function time(millis) {
  const seconds = millis / 1000;
  if (seconds < 10) return seconds.toFixed(1) + ' s';
  if (seconds < 60) return Math.round(seconds) + ' s';
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`;
  return Math.floor(seconds / 86400) + ' days';
}

export const plural = (number, one) => `${number} ${one}${number === 1 ? '' : 's'}`;
