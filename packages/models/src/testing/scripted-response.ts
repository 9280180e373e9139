import type { ServerResponse } from 'node:http';

import type { Clock } from '@homarus/base';

import { completionBody, completionChunks, errorBody, usageOf } from './openai-shapes.ts';
import type { CompletionHead } from './openai-shapes.ts';
import { planContent } from './scripted-reply.ts';
import type { ContentReply, FaultReply, PlannedContent, StatusReply } from './scripted-reply.ts';

/** The parts of a chat request that decide the shape of the answer. */
export interface ChatRequest {
  readonly messages: unknown;
  readonly isStream: boolean;
  readonly includeUsage: boolean;
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Answers with a fault. A hang is left to the client's going away. */
export async function sendFault(
  response: ServerResponse,
  reply: FaultReply,
  options: { readonly clock: Clock; readonly isStream: boolean },
): Promise<void> {
  if ('hang' in reply) return;
  if ('garbage' in reply) {
    sendGarbage(response, reply.garbage, options.isStream);
    return;
  }
  await pause(response, options.clock, reply.delayMs);
  for (const [name, value] of retryHeaders(reply)) response.setHeader(name, value);
  sendJson(response, reply.status, reply.body ?? errorBody(reply.status));
}

function retryHeaders(reply: StatusReply): readonly (readonly [string, string])[] {
  const { retryAfter, retryAfterMs } = reply;
  return [
    ...(retryAfter === undefined ? [] : [['retry-after', String(retryAfter)] as const]),
    ...(retryAfterMs === undefined ? [] : [['retry-after-ms', String(retryAfterMs)] as const]),
  ];
}

function sendGarbage(response: ServerResponse, text: string, isStream: boolean): void {
  response.writeHead(200, { 'content-type': isStream ? 'text/event-stream' : 'application/json' });
  response.end(isStream ? `data: ${text}\n\n` : text);
}

/** Answers a chat request, streamed or not, with the faults that the reply asks for. */
export async function sendContent(
  response: ServerResponse,
  reply: ContentReply,
  options: { readonly clock: Clock; readonly head: CompletionHead; readonly request: ChatRequest },
): Promise<void> {
  const { clock, head, request } = options;
  const content = planContent(reply);
  await pause(response, clock, content.delayMs);
  const usage = usageOf(request.messages, content);
  if (request.isStream) {
    const chunks = completionChunks(head, content, request.includeUsage ? usage : undefined);
    await sendStream(response, chunks, { clock, content });
    return;
  }
  const body = JSON.stringify(completionBody(head, content, usage));
  if (content.cutAfter === undefined) sendJson(response, 200, body);
  else await cut(response, body.slice(0, Math.floor(body.length / 2)));
}

async function sendStream(
  response: ServerResponse,
  chunks: ReturnType<typeof completionChunks>,
  options: { readonly clock: Clock; readonly content: PlannedContent },
): Promise<void> {
  const { clock, content } = options;
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  const last = content.cutAfter ?? content.endAfter ?? content.errorAfter;
  // The first chunk carries the role only.
  const spoken = last === undefined ? chunks.content : chunks.content.slice(0, last + 1);
  const events = spoken.map(toEvent);
  if (last === undefined) events.push(...chunks.ending.map(toEvent), 'data: [DONE]\n\n');
  if (content.errorAfter !== undefined) events.push(toEvent(errorBody(500)));
  await writeEvents(response, events, { clock, delayMs: content.chunkDelayMs });
  if (content.cutAfter === undefined) response.end();
  else await cut(response, '');
}

async function writeEvents(
  response: ServerResponse,
  events: readonly string[],
  options: { readonly clock: Clock; readonly delayMs: number | undefined },
): Promise<void> {
  if (options.delayMs === undefined) {
    response.write(events.join(''));
    return;
  }
  for (const [index, event] of events.entries()) {
    if (index > 0) await pause(response, options.clock, options.delayMs);
    if (response.destroyed) return;
    response.write(event);
  }
}

function toEvent(chunk: unknown): string {
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

/** Breaks the connection, once what was written has left. */
async function cut(response: ServerResponse, text: string): Promise<void> {
  await new Promise<void>((resolve) => {
    response.write(text === '' ? '\n' : text, () => resolve());
  });
  response.destroy();
}

/** Waits, but no longer than the client does. */
async function pause(
  response: ServerResponse,
  clock: Clock,
  ms: number | undefined,
): Promise<void> {
  if (ms === undefined || ms <= 0) return;
  const gone = new AbortController();
  const onClose = (): void => gone.abort();
  response.once('close', onClose);
  // A client that has gone is no failure of the server.
  await clock.sleep(ms, { signal: gone.signal }).catch(() => undefined);
  response.off('close', onClose);
}
