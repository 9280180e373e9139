import * as v from 'valibot';

import { listOf, textOf, wholeNumber } from '../schemas.ts';
import type { MemoryHit, SearchTraceBody } from './hit.ts';
import { maxMessages, Message, type MessageContent } from './message.ts';
import { sessionScopeFields } from './scope.ts';

/** `POST /api/v1/compose`: what a model should know this turn. */
export const ComposeBody = v.object({
  ...sessionScopeFields,
  /** The window as the caller holds it; what stands in it is not recalled again. */
  messages: listOf(Message, { max: maxMessages }),
  /** What is asked now. */
  prompt: textOf({ max: 1_000_000 }),
  /** For all layers together. Default 2000. */
  tokenBudget: v.exactOptional(wholeNumber(1, 200_000)),
  trace: v.exactOptional(v.boolean()),
});
export type ComposeBodyInput = v.InferInput<typeof ComposeBody>;
export type ComposeBody = v.InferOutput<typeof ComposeBody>;

export interface ComposeAnswer {
  readonly ok: true;
  /** One for each layer that has something to say, in this order of layers. */
  readonly systemMessages: readonly {
    readonly role: 'system';
    readonly layer: 'profile' | 'archive' | 'session_state' | 'working_set';
    readonly content: string;
    readonly tokens: number;
  }[];
  /** The caller's messages, `createdAt` in Unix milliseconds. */
  readonly messages: readonly (Omit<Message, 'content'> & { readonly content: MessageContent })[];
  /** All layers as one fenced text for the system prompt; empty when there is nothing. */
  readonly systemPromptAddition: string;
  /** Of `systemPromptAddition` and `messages` together. */
  readonly estimatedTokens: number;
  readonly hits: readonly MemoryHit[];
  /** True when nothing stored is relevant; `hits` is empty then. */
  readonly abstained: boolean;
  readonly tookMs: number;
  readonly trace?: SearchTraceBody | undefined;
}
