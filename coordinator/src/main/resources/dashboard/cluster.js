/* What is told of a cluster beside its steps. */
import {$, SIGNS, badge, fill, inside, make, plural, say, span} from './page.js';

const COUNTED = ['succeeded', 'running', 'failed', 'unknown', 'cancelled', 'skipped', 'waiting'];

export function drawSummary(view) {
  const deployment = view.deployment;
  const ready = view.nodes.filter(node => node.state === 'joined' || node.state === 'late').length;
  say($('name'), view.name);
  badge($('state'), view.state);
  say($('facts'), `${view.provider} · ${ready} of ${plural(view.nodes.length, 'node')} · ${plural(view.services.length, 'service')}`);
  say($('deployment'), deployment
    ? `${deployment.kind} ${deployment.id} ${deployment.state === 'running' ? 'has been running for' : deployment.state + ' after'} `
      + span(deployment.startedAt, deployment.finishedAt ?? view.at) + (deployment.reason ? `: ${deployment.reason}` : '')
    : 'Nothing was deployed yet.');
  drawCounts(deployment);
  $('alarms').hidden = view.alarms.length === 0;
  fill($('alarms'), view.alarms, () => view.alarms.map(alarm => make('li', '⚠ ' + alarm)));
}

function drawCounts(deployment) {
  const counts = new Map(COUNTED.map(state => [state, 0]));
  for (const phase of deployment?.phases ?? []) {
    for (const state of COUNTED) counts.set(state, counts.get(state) + phase[state]);
  }
  const there = COUNTED.filter(state => counts.get(state) > 0);
  fill($('bar'), [...counts], () => there.map(state => {
    const part = make('span', '', {class: state});
    part.style.flexGrow = counts.get(state);
    return part;
  }));
  fill($('counts'), [...counts], () => there.map(state =>
    make('span', `${SIGNS[state]} ${counts.get(state)} ${state}`, {class: state})));
}

export function drawWaits(view) {
  const waits = view.deployment?.waitingFor ?? [];
  $('waits').classList.toggle('quiet', waits.length === 0);
  const shown = waits.map(wait => [wait.who, wait.what, span(wait.since, view.at), wait.lastLine, wait.holdsUp]);
  fill($('wait-list'), shown, () => waits.length === 0 ? [make('li', 'Nobody.', {class: 'hint'})] : waits.map(wait => {
    const item = inside(make('li'), inside(make('p'),
      make('strong', wait.who), document.createTextNode(' ' + wait.what + ' '),
      make('span', span(wait.since, view.at), {class: 'since'}),
      make('span', wait.holdsUp > 0 ? `holds up ${plural(wait.holdsUp, 'step')}` : '', {class: 'hint'})));
    if (wait.lastLine) item.append(make('code', wait.lastLine, {class: 'line'}));
    return item;
  }));
}

export function drawFailures(view, choose) {
  const failures = view.deployment?.failures ?? [];
  $('failed').hidden = failures.length === 0;
  fill($('failures'), failures, () => failures.map(failure => {
    const times = failure.nodes.length > 1 ? `${failure.nodes.length}× ` : '';
    const item = inside(make('li'), inside(make('p'),
      make('strong', `✗ ${failure.module} ${failure.phase}`), document.createTextNode(` ${times}${failure.reason}`)));
    item.append(make('p', failure.nodes.join(', '), {class: 'hint names'}));
    if (failure.tail.length > 0) item.append(make('pre', failure.tail.slice(-8).join('\n'), {tabindex: '0'}));
    const button = make('button', `Log of ${failure.nodes[0]}`, {type: 'button'});
    button.addEventListener('click', () => choose(failure.first));
    item.append(button);
    return item;
  }));
}

export function drawServices(view) {
  $('services').hidden = view.services.length === 0;
  fill($('service-list'), view.services, () => view.services.map(service => {
    /* Only pages are links: a URL of another kind could run something. */
    const isPage = /^https?:\/\//.test(service.url);
    const link = isPage
      ? make('a', service.name, {href: service.url, target: '_blank', rel: 'noreferrer noopener'})
      : make('strong', service.name);
    return inside(make('li'), link, make('span', service.node, {class: 'hint'}), make('code', service.url));
  }));
}

function remark(node) {
  const notice = node.notice && `${node.notice.kind} ${node.notice.action} ${node.notice.time}`.replace('  ', ' ');
  return [node.detail, notice].filter(Boolean).join('; ');
}

export function drawNodes(view) {
  const titles = ['Node', 'State', 'For', 'Role', 'Type', 'Address', 'Memory', 'Cores', ''];
  const rows = view.nodes.map(node => [node.node, node.state, span(node.since, view.at), node.role, node.type, node.address,
    node.memoryMb ? `${node.memoryMb} MiB` : '', node.cores ? String(node.cores) : '', remark(node)]);
  fill($('node-table'), rows, () => {
    const head = make('tr');
    titles.forEach(title => head.append(make('th', title, {scope: 'col'})));
    const body = make('tbody');
    for (const [name, state, ...rest] of rows) {
      const row = inside(make('tr'), make('th', name, {scope: 'row'}));
      row.append(make('td', (state === 'joined' ? '✓ ' : '? ') + state, {class: state}));
      rest.forEach(text => row.append(make('td', text ?? '')));
      body.append(row);
    }
    return [inside(make('thead'), head), body];
  });
}
