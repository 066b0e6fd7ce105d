/* Calls to the coordinator that has served this page, and to no other. */

let token = sessionStorage.getItem('muster-token') ?? '';

export const hasToken = () => token !== '';

export function setToken(text) {
  token = text;
  if (text) sessionStorage.setItem('muster-token', text);
  else sessionStorage.removeItem('muster-token');
}

/** Fails with `status` when the coordinator refuses; 401 is a token that it does not know. */
export async function call(path, options = {}) {
  const headers = {Authorization: 'Bearer ' + token, ...options.headers};
  const answer = await fetch('/api/v1' + path, {...options, headers, cache: 'no-store'});
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw Object.assign(new Error(problem.detail || 'status ' + answer.status), {status: answer.status});
  }
  return answer;
}

export const get = async path => (await call(path)).json();

/* EventSource cannot send a token, so that the stream is read by hand. */
export async function events(cluster, after, signal, happened) {
  const headers = {Accept: 'text/event-stream', 'Last-Event-ID': after};
  const answer = await call(`/clusters/${encodeURIComponent(cluster)}/events`, {headers, signal});
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  happened(after);
  let rest = '';
  let last = after;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const lines = (rest + piece.value).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      if (line.startsWith('id: ')) last = line.slice(4);
      if (line.startsWith('data: ')) happened(last);
    }
  }
}
