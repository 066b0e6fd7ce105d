/* The log of one step, in a dialog, as it comes. */
import {call} from './api.js';
import {$, badge, say, seen} from './page.js';

const MOST = 512 * 1024;
let open = null;

export function openLog(cluster, step) {
  open = {cluster, key: step.key, offset: 0, decoder: new TextDecoder()};
  $('log-title').textContent = `${step.node} · ${step.module} ${step.phase}`;
  $('log-text').textContent = '';
  $('log-follow').checked = true;
  showStep(step);
  $('log').showModal();
  $('log-text').focus();
  if (step.key) read(open);
  else append('It has not begun.');
}

/** The step as it is by now. */
export function refreshLog(find) {
  const step = open && find(open.key);
  if (step) showStep(step);
}

export const openKey = () => open?.key;

function showStep(step) {
  badge($('log-state'), seen(step));
  say($('log-detail'), step.attempt > 1 ? `attempt ${step.attempt}${step.detail ? ': ' + step.detail : ''}` : step.detail);
}

async function read(mine) {
  while (open === mine) {
    try {
      const path = `/clusters/${encodeURIComponent(mine.cluster)}/logs?step=${encodeURIComponent(mine.key)}&offset=${mine.offset}`;
      const answer = await call(path);
      const begin = Number(answer.headers.get('Muster-Log-Offset'));
      const bytes = new Uint8Array(await answer.arrayBuffer());
      if (open !== mine) return;
      if (begin > mine.offset) append(`\n… ${begin - mine.offset} bytes are missing here\n`);
      mine.offset = begin + bytes.length;
      append(mine.decoder.decode(bytes, {stream: true}));
      if (answer.headers.get('Muster-Log-Complete') === 'true') return append('— end —\n');
      if (bytes.length > 0) continue;
    } catch (failure) {
      if (open !== mine || failure.status === 401) return;
      if (failure.status === 404) return append('No output has arrived.\n');
    }
    await new Promise(resolve => setTimeout(resolve, 1000));
  }
}

function append(text) {
  const pane = $('log-text');
  const all = pane.textContent + text;
  pane.textContent = all.length > MOST ? '… earlier lines are not shown\n' + all.slice(-MOST) : all;
  if ($('log-follow').checked) pane.scrollTop = pane.scrollHeight;
}

$('log').addEventListener('close', () => { open = null; });
$('log-close').addEventListener('click', () => $('log').close());
$('log').addEventListener('click', event => { if (event.target === $('log')) $('log').close(); });
$('log-text').addEventListener('scroll', event => {
  const pane = event.target;
  $('log-follow').checked = pane.scrollTop + pane.clientHeight >= pane.scrollHeight - 4;
});
$('log-follow').addEventListener('change', event => {
  if (event.target.checked) $('log-text').scrollTop = $('log-text').scrollHeight;
});
