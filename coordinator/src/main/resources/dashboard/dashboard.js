/* The dashboard: one page over the API. The event stream says when to look again; what is drawn is always a whole view. */
import {events, get, hasToken, setToken} from './api.js';
import {drawFailures, drawNodes, drawServices, drawSummary, drawWaits} from './cluster.js';
import {openLog, refreshLog} from './log.js';
import {drawMatrix} from './matrix.js';
import {$, SIGNS, fill, inside, make, say} from './page.js';
import {drawTimeline} from './timeline.js';

const REDRAW_MS = 400;
const CLOCK_MS = 2000;
const LIST_MS = 5000;
const MANY_NODES = 12; // more need the whole width

let cluster = '';
let following = null;
let redrawTimer = 0;
let steps = [];

function connection(state, text) {
  $('connection').className = state;
  say($('connection'), text);
}

function ask(why) {
  stopFollowing();
  cluster = '';
  setToken('');
  $('refused').textContent = why;
  $('ask').hidden = false;
  for (const id of ['main', 'nothing', 'forget']) $(id).hidden = true;
  fill($('clusters'), [], () => []);
  if ($('log').open) $('log').close();
  connection('off', 'signed out');
  $('token').focus();
}

/** True when the failure was the token's. */
function refused(failure) {
  if (failure.status !== 401) return false;
  ask(hasToken() ? 'That token is not the one of this coordinator.' : '');
  return true;
}

async function listClusters() {
  try {
    show(await get('/clusters'));
  } catch (failure) {
    if (!refused(failure)) connection('lost', 'not connected: ' + failure.message);
  }
}

function show(clusters) {
  $('ask').hidden = true;
  $('forget').hidden = false;
  $('nothing').hidden = clusters.length > 0;
  $('main').hidden = clusters.length === 0;
  const names = clusters.map(one => one.name);
  const wanted = decodeURIComponent(location.hash.slice(1)) || cluster;
  const next = names.includes(wanted) ? wanted : names[0] ?? '';
  const shown = clusters.map(one => [one.name, one.state, one.deploymentState]);
  fill($('clusters'), [next, shown], () => clusters.map(one => tab(one, one.name === next)));
  if (next === '') {
    stopFollowing();
    cluster = '';
    connection('live', 'connected');
  } else if (next !== cluster || !following) {
    choose(next);
  }
}

function tab(one, isCurrent) {
  const link = make('a', `${SIGNS[one.deploymentState] ?? ''} ${one.name}`.trim(), {
    href: '#' + encodeURIComponent(one.name),
    title: `${one.name} is ${one.state}${one.deploymentState ? ', its deployment ' + one.deploymentState : ''}`,
  });
  if (isCurrent) link.setAttribute('aria-current', 'page');
  return inside(make('li'), link);
}

function choose(name) {
  cluster = name;
  history.replaceState(null, '', '#' + encodeURIComponent(name));
  document.title = name + ' – Muster';
  stopFollowing();
  following = new AbortController();
  follow(following, name);
}

function stopFollowing() {
  following?.abort();
  following = null;
}

async function follow(mine, name) {
  let last = '';
  while (!mine.signal.aborted) {
    try {
      const view = await draw(name);
      last = last || String(view.seq);
      await events(name, last, mine.signal, id => {
        last = id;
        connection('live', 'live');
        redrawSoon();
      });
    } catch (failure) {
      if (mine.signal.aborted || refused(failure)) return;
      if (failure.status === 404) {
        following = null;
        return listClusters();
      }
      connection('lost', 'not connected, trying again');
    }
    await new Promise(resolve => setTimeout(resolve, 1000));
  }
}

function redrawSoon() {
  if (redrawTimer || !cluster) return;
  redrawTimer = setTimeout(() => {
    redrawTimer = 0;
    draw(cluster).catch(failure => { if (failure.status !== 404) refused(failure); });
  }, REDRAW_MS);
}

async function draw(name) {
  const view = await get(`/clusters/${encodeURIComponent(name)}?steps=true`);
  if (name !== cluster) return view;
  steps = view.deployment?.steps ?? [];
  $('main').classList.toggle('wide', view.nodes.length > MANY_NODES);
  drawSummary(view);
  drawWaits(view);
  drawFailures(view, key => openLog(name, steps.find(step => step.key === key)));
  drawMatrix(view, step => openLog(name, step));
  drawServices(view);
  drawTimeline(view);
  drawNodes(view);
  refreshLog(key => steps.find(step => step.key === key));
  document.body.classList.toggle('busy', view.deployment?.state === 'running');
  return view;
}

$('ask').addEventListener('submit', event => {
  event.preventDefault();
  setToken($('token').value.trim());
  $('token').value = '';
  listClusters();
});
$('forget').addEventListener('click', () => ask(''));
window.addEventListener('hashchange', () => listClusters());
document.addEventListener('visibilitychange', () => { if (!document.hidden && hasToken()) listClusters(); });
setInterval(() => { if (hasToken() && !document.hidden) listClusters(); }, LIST_MS);
/* Times go on where nothing happens. */
setInterval(() => { if (!document.hidden && document.body.classList.contains('busy')) redrawSoon(); }, CLOCK_MS);
if (hasToken()) listClusters();
else ask('');
