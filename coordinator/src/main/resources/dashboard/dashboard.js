'use strict';
/* The dashboard: one page over the API. All text from outside is set as text, never as markup. */
(() => {
  const $ = id => document.getElementById(id);
  const SIGNS = {
    waiting: '·', assigned: '→', running: '▶', succeeded: '✓', failed: '✗', unknown: '?', skipped: '–', cancelled: '■',
  };
  const REDRAW_MS = 400;
  const MOST_LOG = 512 * 1024;

  let token = sessionStorage.getItem('muster-token') || '';
  let cluster = '';
  let following = null;
  let redrawTimer = 0;
  let log = null;

  const make = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    element.textContent = text ?? '';
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const fill = (parent, children) => parent.replaceChildren(...children);
  const span = (from, until) => {
    const seconds = Math.max(0, (Date.parse(until) - Date.parse(from)) / 1000);
    if (seconds < 10) return seconds.toFixed(1) + ' s';
    if (seconds < 120) return Math.floor(seconds) + ' s';
    if (seconds < 7200) return Math.floor(seconds / 60) + ' min';
    return Math.floor(seconds / 3600) + ' h';
  };

  async function call(path, options = {}) {
    const headers = {Authorization: 'Bearer ' + token, ...options.headers};
    const answer = await fetch('/api/v1' + path, {...options, headers, cache: 'no-store'});
    if (answer.status === 401) {
      ask(token ? 'That token is not the one of this coordinator.' : '');
      throw new Error('no token');
    }
    if (!answer.ok) {
      const problem = await answer.json().catch(() => ({}));
      throw Object.assign(new Error(problem.detail || 'status ' + answer.status), {status: answer.status});
    }
    return answer;
  }
  const get = async path => (await call(path)).json();

  function ask(why) {
    stopFollowing();
    sessionStorage.removeItem('muster-token');
    token = '';
    $('refused').textContent = why;
    $('ask').hidden = false;
    $('main').hidden = true;
    $('nothing').hidden = true;
    $('connection').textContent = 'waiting for the token';
    $('token').focus();
  }

  async function enter() {
    if (!token) return ask('');
    try {
      await listClusters();
      sessionStorage.setItem('muster-token', token);
      $('ask').hidden = true;
    } catch (failure) {
      if (token) $('connection').textContent = failure.message;
    }
  }

  async function listClusters() {
    const clusters = await get('/clusters');
    const names = clusters.map(one => one.name);
    const wanted = decodeURIComponent(location.hash.slice(1)) || cluster;
    fill($('clusters'), clusters.map(one => make('option', `${one.name} (${one.state})`, {value: one.name})));
    $('nothing').hidden = names.length > 0;
    $('main').hidden = names.length === 0;
    if (names.length === 0) {
      stopFollowing();
      cluster = '';
      $('connection').textContent = 'no clusters';
      return;
    }
    const next = names.includes(wanted) ? wanted : names[0];
    $('clusters').value = next;
    if (next !== cluster || !following) choose(next);
  }

  function choose(name) {
    cluster = name;
    history.replaceState(null, '', '#' + encodeURIComponent(name));
    document.title = name + ' – Muster';
    closeLog();
    stopFollowing();
    following = new AbortController();
    follow(following, name);
  }

  function stopFollowing() {
    if (following) following.abort();
    following = null;
  }

  /* EventSource cannot send a token, so that the stream is read by hand. It says when to look again. */
  async function follow(mine, name) {
    let last = '';
    while (!mine.signal.aborted) {
      try {
        const view = await draw();
        last = last || String(view.seq);
        const headers = {Accept: 'text/event-stream', 'Last-Event-ID': last};
        const answer = await call(`/clusters/${name}/events`, {headers, signal: mine.signal});
        $('connection').textContent = 'live';
        const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
        let rest = '';
        for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
          const lines = (rest + piece.value).split('\n');
          rest = lines.pop();
          for (const line of lines) {
            if (line.startsWith('id: ')) last = line.slice(4);
            if (line.startsWith('data: ')) redrawSoon();
          }
        }
      } catch (failure) {
        if (mine.signal.aborted || !token) return;
        if (failure.status === 404) {
          following = null;
          return listClusters();
        }
        $('connection').textContent = 'lost: ' + failure.message + '; trying again';
      }
      await new Promise(resolve => setTimeout(resolve, 1000));
    }
  }

  function redrawSoon() {
    if (!redrawTimer) {
      redrawTimer = setTimeout(() => {
        redrawTimer = 0;
        draw().catch(failure => { $('connection').textContent = failure.message; });
      }, REDRAW_MS);
    }
  }

  async function draw() {
    const name = cluster;
    const view = await get(`/clusters/${name}?steps=true`);
    if (name !== cluster) return view;
    const deployment = view.deployment;
    const ready = view.nodes.filter(node => node.state === 'joined').length;
    $('headline').textContent = `${view.name}: ${view.state} on ${view.provider}, ${ready} of ${view.nodes.length} nodes`
      + (deployment ? `; ${deployment.kind} ${deployment.id} ${deployment.state} for `
        + span(deployment.startedAt, deployment.finishedAt || view.at)
        + (deployment.reason ? ': ' + deployment.reason : '') : '');
    fill($('alarms'), view.alarms.map(alarm => make('li', alarm)));
    drawWaits(deployment, view.at);
    drawFailures(deployment);
    drawMatrix(view, deployment);
    fill($('services'), view.services.map(service => {
      const item = make('li', `${service.name} on ${service.node}: `);
      const safe = /^https?:\/\//.test(service.url);
      item.append(safe ? make('a', service.url, {href: service.url, rel: 'noreferrer'}) : service.url);
      return item;
    }));
    drawNodes(view);
    return view;
  }

  function drawWaits(deployment, at) {
    const waits = deployment ? deployment.waitingFor : [];
    fill($('waits'), waits.length === 0 ? [make('li', 'nobody')] : waits.map(wait =>
      make('li', `${wait.who}: ${wait.what}, ${span(wait.since, at)}`
        + (wait.lastLine ? ` – “${wait.lastLine}”` : '')
        + (wait.holdsUp > 0 ? ` (holds up ${wait.holdsUp})` : ''))));
  }

  function drawFailures(deployment) {
    const failures = deployment ? deployment.failures : [];
    $('failed').hidden = failures.length === 0;
    fill($('failures'), failures.map(failure => {
      const part = make('details', '');
      part.append(make('summary', `${failure.module} ${failure.phase}: ${failure.nodes.length}× ${failure.reason} (${failure.nodes.join(', ')})`));
      part.append(make('pre', failure.tail.join('\n')));
      part.open = failures.length === 1;
      return part;
    }));
  }

  function drawMatrix(view, deployment) {
    const table = $('matrix');
    const focused = document.activeElement && document.activeElement.dataset.at;
    const steps = new Map();
    for (const step of deployment ? deployment.steps : []) {
      steps.set(`${step.node} ${step.module} ${step.phase}`, step);
    }
    const columns = deployment ? deployment.phases : [];
    const head = make('tr');
    head.append(make('th', 'node', {scope: 'col'}));
    columns.forEach(column => head.append(make('th', `${column.module} ${column.phase}`, {scope: 'col'})));
    const rows = view.nodes.map((node, y) => {
      const row = make('tr');
      row.append(make('th', node.node, {scope: 'row', class: node.state}));
      columns.forEach((column, x) => {
        const cell = make('td');
        const step = steps.get(`${node.node} ${column.module} ${column.phase}`);
        if (step) cell.append(stepButton(step, x, y));
        row.append(cell);
      });
      return row;
    });
    const thead = make('thead');
    thead.append(head);
    const body = make('tbody');
    body.append(...rows);
    fill(table, [make('caption', ''), thead, body]);
    const first = focused ? table.querySelector(`[data-at="${focused}"]`) : table.querySelector('.step');
    if (first) first.tabIndex = 0;
    if (first && focused) first.focus({preventScroll: true});
    $('legend').textContent = Object.entries(SIGNS).map(([state, sign]) => `${sign} ${state}`).join('   ');
  }

  function stepButton(step, x, y) {
    const words = `${step.node} ${step.module} ${step.phase}: ${step.baked ? 'baked' : step.state}`
      + (step.detail ? ', ' + step.detail : '') + (step.lastLine ? ' – ' + step.lastLine : '');
    const button = make('button', SIGNS[step.state] || step.state, {
      type: 'button', class: 'step ' + step.state, title: words, 'aria-label': words,
      'aria-pressed': String(Boolean(log && log.key === step.key)), tabindex: '-1', 'data-at': `${x},${y}`,
    });
    button.addEventListener('click', () => step.key && openLog(step.key, words));
    return button;
  }

  function moveFocus(event) {
    const moves = {ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1]};
    const move = moves[event.key];
    const at = event.target.dataset.at;
    if (!move || !at) return;
    event.preventDefault();
    let [x, y] = at.split(',').map(Number);
    for (let tries = 0; tries < 200; tries++) {
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

  function drawNodes(view) {
    const titles = ['node', 'role', 'type', 'state', 'for', 'address', 'memory', 'cores', ''];
    const head = make('tr');
    titles.forEach(title => head.append(make('th', title, {scope: 'col'})));
    const rows = view.nodes.map(node => {
      const row = make('tr');
      row.append(make('th', node.node, {scope: 'row'}));
      const cells = [node.role, node.type, node.state, span(node.since, view.at), node.address,
        node.memoryMb ? node.memoryMb + ' MiB' : '', node.cores || '', node.detail];
      cells.forEach(text => row.append(make('td', text, {class: text === node.state ? node.state : ''})));
      return row;
    });
    const thead = make('thead');
    thead.append(head);
    const body = make('tbody');
    body.append(...rows);
    fill($('nodes'), [thead, body]);
  }

  function openLog(key, words) {
    closeLog();
    log = {key, offset: 0, decoder: new TextDecoder()};
    $('log').hidden = false;
    $('log-title').textContent = 'Log of ' + words.split(':')[0];
    $('log-text').textContent = '';
    readLog(log);
    $('log-text').focus();
  }

  function closeLog() {
    log = null;
    $('log').hidden = true;
  }

  async function readLog(mine) {
    while (log === mine) {
      try {
        const answer = await call(`/clusters/${cluster}/logs?step=${encodeURIComponent(mine.key)}&offset=${mine.offset}`);
        const begin = Number(answer.headers.get('Muster-Log-Offset'));
        const bytes = new Uint8Array(await answer.arrayBuffer());
        if (log !== mine) return;
        let text = mine.decoder.decode(bytes, {stream: true});
        if (begin > mine.offset) text = `\n… ${begin - mine.offset} bytes are missing here\n` + text;
        mine.offset = begin + bytes.length;
        append(text);
        if (answer.headers.get('Muster-Log-Complete') === 'true') return append('— end —\n');
        if (bytes.length > 0) continue;
      } catch (failure) {
        if (!token) return;
        if (failure.status === 404) return append('(no output has arrived)\n');
      }
      await new Promise(resolve => setTimeout(resolve, 1000));
    }
  }

  function append(text) {
    const pane = $('log-text');
    const isAtEnd = pane.scrollTop + pane.clientHeight >= pane.scrollHeight - 20;
    const all = pane.textContent + text;
    pane.textContent = all.length > MOST_LOG ? '… earlier lines are not shown\n' + all.slice(-MOST_LOG) : all;
    if (isAtEnd) pane.scrollTop = pane.scrollHeight;
  }

  $('ask').addEventListener('submit', event => {
    event.preventDefault();
    token = $('token').value.trim();
    $('token').value = '';
    enter();
  });
  $('forget').addEventListener('click', () => ask(''));
  $('clusters').addEventListener('change', event => choose(event.target.value));
  $('close-log').addEventListener('click', closeLog);
  $('matrix').addEventListener('keydown', moveFocus);
  document.addEventListener('keydown', event => { if (event.key === 'Escape') closeLog(); });
  setInterval(() => { if (token && !document.hidden) listClusters().catch(() => {}); }, 5000);
  enter();
})();
