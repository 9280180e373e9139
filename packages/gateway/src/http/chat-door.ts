import { ChatCompletionRequest, parseInput } from '@homarus/protocol';

import { fromChatRequest } from '../openai/chat-input.ts';
import { toChatChunks, toChatCompletion } from '../openai/chat-output.ts';
import type { ChatFrame } from '../openai/chat-output.ts';
import type { TurnEvent } from '../turns/turn.ts';
import { collect, openStream, toTurnRequest } from './door.ts';
import type { DoorDeps, DoorOptions } from './door.ts';
import { eventStream } from './event-stream.ts';
import { readJson } from './read-json.ts';
import { answerKeyHeader, toHeaderText } from './session-choice.ts';

/** `POST /v1/chat/completions`. */
export function createChatDoor(deps: DoorDeps, options: DoorOptions) {
  return async (request: Request): Promise<Response> => {
    const body = parseInput(ChatCompletionRequest, await readJson(request, options.maxBodyBytes));
    const input = fromChatRequest(body);
    const choice = await deps.chooser.choose({ ...body, headers: request.headers });
    const abort = new AbortController();
    const signal = AbortSignal.any([request.signal, abort.signal]);
    const frame: ChatFrame = {
      runId: deps.ids.next('run'),
      createdAt: deps.clock.now(),
      model: body.model ?? 'homarus',
      includeUsage: body.stream_options?.include_usage === true,
    };
    const events = deps.turns.start(toTurnRequest(choice, input, { runId: frame.runId, signal }));
    const headers = { [answerKeyHeader]: toHeaderText(choice.sessionKey) };
    if (body.stream !== true) {
      const { accepted, finished } = await collect(events);
      return Response.json(toChatCompletion(frame, accepted, finished), { headers });
    }
    const stream = await openStream(events, options.keepAliveMs);
    const onCancel = (): void => abort.abort();
    return eventStream(toLines(frame, stream), { ...options, headers, onCancel });
  };
}

async function* toLines(
  frame: ChatFrame,
  events: AsyncIterable<TurnEvent>,
): AsyncGenerator<string, void> {
  for await (const chunk of toChatChunks(frame, events)) yield `data: ${JSON.stringify(chunk)}\n\n`;
  yield 'data: [DONE]\n\n';
}
