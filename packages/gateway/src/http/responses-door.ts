import { parseInput, ResponsesRequest } from '@homarus/protocol';

import type { ResponsesFrame } from '../openai/responses-frame.ts';
import { fromResponsesRequest } from '../openai/responses-input.ts';
import { toResponse, toResponsesEvents } from '../openai/responses-output.ts';
import type { TurnEvent } from '../turns/turn.ts';
import { collect, openStream, toTurnRequest } from './door.ts';
import type { DoorDeps, DoorOptions } from './door.ts';
import { eventStream } from './event-stream.ts';
import { readJson } from './read-json.ts';
import { answerKeyHeader, toHeaderText } from './session-choice.ts';

/** `POST /v1/responses`. */
export function createResponsesDoor(deps: DoorDeps, options: DoorOptions) {
  const now = (): number => deps.clock.now();
  return async (request: Request): Promise<Response> => {
    const body = parseInput(ResponsesRequest, await readJson(request, options.maxBodyBytes));
    const input = fromResponsesRequest(body);
    const choice = await deps.chooser.choose({
      headers: request.headers,
      model: body.model,
      user: body.user,
      previousResponseId: body.previous_response_id,
    });
    const abort = new AbortController();
    const signal = AbortSignal.any([request.signal, abort.signal]);
    const frame: ResponsesFrame = {
      runId: deps.ids.next('run'),
      createdAt: now(),
      model: body.model ?? 'homarus',
      body,
    };
    const events = deps.turns.start(toTurnRequest(choice, input, { runId: frame.runId, signal }));
    const headers = { [answerKeyHeader]: toHeaderText(choice.sessionKey) };
    if (body.stream !== true) {
      const { accepted, finished } = await collect(events);
      return Response.json(toResponse(frame, accepted, { finished, endedAt: now() }), { headers });
    }
    const stream = await openStream(events, options.keepAliveMs);
    const onCancel = (): void => abort.abort();
    return eventStream(toLines(frame, stream, now), { ...options, headers, onCancel });
  };
}

async function* toLines(
  frame: ResponsesFrame,
  events: AsyncIterable<TurnEvent>,
  now: () => number,
): AsyncGenerator<string, void> {
  let sequenceNumber = 0;
  for await (const event of toResponsesEvents(frame, events, now)) {
    const data = JSON.stringify({ ...event, sequence_number: sequenceNumber });
    sequenceNumber += 1;
    yield `event: ${event.type}\ndata: ${data}\n\n`;
  }
}
