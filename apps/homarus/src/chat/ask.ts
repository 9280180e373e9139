import { AppError } from '@homarus/base';
import type { ResponsesEvent } from '@homarus/protocol';

import { readEventData } from './event-stream.ts';

/** The gateway that a chat talks to. */
export interface ChatServer {
  readonly url: string;
  readonly token: string | undefined;
}

export interface Question {
  readonly text: string;
  readonly sessionKey: string;
  readonly signal: AbortSignal;
}

/**
 * Asks over `/v1/responses` and yields the answer's text as it comes. Throws `unauthorized` (no or a
 * wrong token), `aborted`, `unavailable` (no connection, or it ended before the answer did), and
 * `model_failed` with the gateway's words.
 */
export async function* ask(server: ChatServer, question: Question): AsyncGenerator<string, void> {
  const { signal } = question;
  try {
    const response = await send(server, question);
    for await (const data of readEventData(response)) {
      const event = JSON.parse(data) as ResponsesEvent;
      if (event.type === 'response.output_text.delta') yield event.delta;
      if (isEnd(event)) return;
    }
    throw new AppError('unavailable', 'The connection ended in the middle of the answer.');
  } catch (error) {
    if (signal.aborted) throw new AppError('aborted', 'The answer was stopped.', { cause: error });
    if (error instanceof AppError) throw error;
    throw new AppError('unavailable', `No connection to ${server.url}.`, { cause: error });
  }
}

async function send(
  { url, token }: ChatServer,
  { text, sessionKey, signal }: Question,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const response = await fetch(`${url}/v1/responses`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-openclaw-session-key': sessionKey,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ model: 'homarus', input: text, stream: true }),
    signal,
  });
  if (response.ok && response.body !== null) return response.body;
  const problem = await response.text();
  throw new AppError(
    response.status === 401 ? 'unauthorized' : 'model_failed',
    messageIn(problem) ?? `The gateway answered with status ${response.status}.`,
  );
}

/** True for the last event; throws when it says that the answer failed. */
function isEnd(event: ResponsesEvent): boolean {
  switch (event.type) {
    case 'response.completed':
    case 'response.incomplete':
      return true;
    case 'response.failed':
      throw new AppError('model_failed', event.response.error?.message ?? 'The answer failed.');
    case 'error':
      throw new AppError('model_failed', event.message);
    default:
      return false;
  }
}

function messageIn(body: string): string | undefined {
  try {
    const { error } = JSON.parse(body) as { readonly error?: { readonly message?: string } };
    return error?.message;
  } catch {
    return undefined;
  }
}
