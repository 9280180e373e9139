import * as v from 'valibot';

import { listOf } from '../schemas.ts';
import { handOverFields, maxMessages, Message } from './message.ts';
import { sessionScopeFields } from './scope.ts';

const fields = v.object({
  ...sessionScopeFields,
  ...handOverFields,
  message: v.exactOptional(Message),
  messages: v.exactOptional(listOf(Message, { min: 1, max: maxMessages })),
});

function hasOne(body: v.InferOutput<typeof fields>): boolean {
  return (body.message === undefined) !== (body.messages === undefined);
}

function toMessages({ message, messages, ...scope }: v.InferOutput<typeof fields>) {
  return { ...scope, messages: messages ?? (message === undefined ? [] : [message]) };
}

const expected = 'either "message" or "messages"';

/** `POST /api/v1/ingest`: stores messages outside a turn. Takes `message`, or `messages` as the batch does. */
export const IngestBody = v.pipe(
  fields,
  v.forward(v.check(hasOne, expected), ['message']),
  v.transform(toMessages),
);
export type IngestBodyInput = v.InferInput<typeof IngestBody>;
export type IngestBody = v.InferOutput<typeof IngestBody>;

/** `POST /api/v1/ingest_batch`: the same for `messages`; one `message` is taken too. */
export const IngestBatchBody = v.pipe(
  fields,
  v.forward(v.check(hasOne, expected), ['messages']),
  v.transform(toMessages),
);

export interface IngestAnswer {
  readonly ok: true;
  /** Messages that were not stored before. */
  readonly ingested: number;
  readonly duplicates: number;
}
