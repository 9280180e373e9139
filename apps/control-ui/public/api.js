/** A request that the gateway refused, or that did not reach it (`status` 0). */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

/**
 * Asks for one answer and yields the events of its stream as they come. Throws {@link ApiError} when
 * the gateway refuses or cannot be reached, an `AbortError` when the signal aborts.
 */
export async function* streamTurn({ text, sessionKey, token, signal }) {
  const response = await send('v1/responses', {
    method: 'POST',
    signal,
    headers: {
      ...headersFor(token),
      'content-type': 'application/json',
      'x-openclaw-session-key': sessionKey,
    },
    body: JSON.stringify({ model: 'homarus', input: text, stream: true }),
  });
  if (!response.ok) throw new ApiError(response.status, await messageOf(response));
  yield* readEvents(response.body);
}

/** `{status, agents}` of the gateway; throws {@link ApiError} when it cannot be reached. */
export async function getHealth() {
  const response = await send('health', { cache: 'no-store' });
  if (!response.ok) throw new ApiError(response.status, await messageOf(response));
  return response.json();
}

/** Whether the gateway lets this token (or none) in. */
export async function isAuthorized(token) {
  const response = await send('v1/models', { headers: headersFor(token) });
  return response.status !== 401;
}

function headersFor(token) {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

async function send(path, init) {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError(0, error.message);
  }
}

async function messageOf(response) {
  try {
    const body = await response.json();
    return body.error.message;
  } catch {
    return `HTTP ${response.status}`;
  }
}

/** The JSON of each server-sent event; comments and `[DONE]` are passed over. */
async function* readEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let buffered = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      buffered += value;
      const blocks = buffered.split('\n\n');
      buffered = blocks.pop();
      for (const block of blocks) {
        const data = dataOf(block);
        if (data !== '' && data !== '[DONE]') yield JSON.parse(data);
      }
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function dataOf(block) {
  return block
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).trim())
    .join('\n');
}
