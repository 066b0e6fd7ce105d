/* When each step ran, node by node, and the chain that made it last as long as it did. */
import {$, SIGNS, fill, inside, make, seen, span, word} from './page.js';

export function drawTimeline(view) {
  const deployment = view.deployment;
  const steps = (deployment?.steps ?? []).filter(step => step.startedAt);
  $('time').hidden = steps.length === 0;
  if (steps.length === 0) return;
  const from = Date.parse(deployment.startedAt);
  const until = Date.parse(deployment.finishedAt ?? view.at);
  const critical = new Set(deployment.criticalPath);
  $('time-hint').textContent =
    `${span(deployment.startedAt, deployment.finishedAt ?? view.at)} from begin ${deployment.finishedAt ? 'to end' : 'until now'}. `
    + 'Steps marked with ★ are the critical path: each was the last that the next one waited for.';
  const shown = steps.map(step => [step.key, seen(step), step.finishedAt ?? view.at, critical.has(step.key)]);
  fill($('timeline'), [deployment.id, shown], () => rowsOf(view, steps, critical, from, Math.max(1, until - from)));
}

function rowsOf(view, steps, critical, from, total) {
  const sorted = [...steps].sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt) || (a.node < b.node ? -1 : 1));
  return sorted.map(step => {
    const end = step.finishedAt ?? view.at;
    const isCritical = critical.has(step.key);
    const state = seen(step);
    const took = span(step.startedAt, end);
    const begin = (Date.parse(step.startedAt) - from) / total * 100;
    const width = (Date.parse(end) - Date.parse(step.startedAt)) / total * 100;
    const bar = make('span', '', {class: 'bar ' + state});
    /* Set as properties: a policy forbids style attributes. */
    bar.style.left = Math.max(0, Math.min(99.5, begin)) + '%';
    bar.style.width = Math.max(0.5, Math.min(100 - begin, width)) + '%';
    const row = make('li', '', {
      class: isCritical ? 'critical' : '',
      title: `${step.node} ${step.module} ${step.phase}: ${word(state)}, ${took}${isCritical ? ', on the critical path' : ''}`,
    });
    const mark = state === 'succeeded' ? '' : (SIGNS[state] ?? '') + ' ';
    return inside(row,
      make('span', isCritical ? '★' : '', {class: 'star'}),
      make('span', step.node, {class: 'who'}),
      make('span', `${step.module} ${step.phase}`, {class: 'what'}),
      inside(make('span', '', {class: 'track', 'aria-hidden': 'true'}), bar),
      make('span', mark + took, {class: 'number'}));
  });
}
