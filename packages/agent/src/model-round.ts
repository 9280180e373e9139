import { toModelError } from '@homarus/models';
import type { LanguageModel, ModelCallOptions, ModelStreamPart } from '@homarus/models';

import type { AgentEvent, RunUsage } from './events.ts';
import type { CallReader, ReceivedCall } from './received-call.ts';
import { toRoundEnd } from './round-end.ts';
import type { FinishPart, RoundEnd } from './round-end.ts';
import { streamParts } from './stream-parts.ts';

export interface ModelRoundRequest {
  readonly model: LanguageModel;
  readonly call: ModelCallOptions;
  readonly signal: AbortSignal;
  /** Put before the first text that is yielded; not part of the round's own text. */
  readonly separator: string;
  readonly readCall: CallReader;
  readonly maxAnswerChars: number;
}

export interface ModelRound {
  readonly text: string;
  /** Calls to answer; empty unless `end` is `complete`. */
  readonly calls: readonly ReceivedCall[];
  readonly usage: RunUsage;
  readonly end: RoundEnd;
}

type RoundEvent = Extract<AgentEvent, { type: 'text' | 'reasoning' }>;

/**
 * Calls the model once: yields what it says while it says it, and returns the round. It never throws;
 * it ends as soon as the signal aborts, also when the model does not; and when the consumer leaves, the
 * stream is cancelled.
 */
export async function* runModelRound(
  request: ModelRoundRequest,
): AsyncGenerator<RoundEvent, ModelRound> {
  const { model, call, signal, maxAnswerChars } = request;
  const assembly = createAssembly(request);
  let chars = 0;
  try {
    for await (const part of streamParts(model, call, signal)) {
      const event = assembly.take(part);
      if (event === undefined) continue;
      yield event;
      chars += event.delta.length;
      if (chars > maxAnswerChars) return assembly.close('length');
    }
  } catch (error) {
    const { provider, modelId } = model;
    return assembly.close(signal.aborted ? 'cut' : toModelError(error, { provider, modelId }));
  }
  return assembly.close(signal.aborted ? 'cut' : undefined);
}

interface Assembly {
  /** Throws the error that the stream tells of. */
  take(part: ModelStreamPart): RoundEvent | undefined;
  /** Without an end, the model's own word decides. */
  close(end: RoundEnd | undefined): ModelRound;
}

function createAssembly({ separator, readCall }: ModelRoundRequest): Assembly {
  const calls: ReceivedCall[] = [];
  let text = '';
  let finish: FinishPart | undefined;
  const say = (delta: string): RoundEvent => {
    const lead = text === '' ? separator : '';
    text += delta;
    return { type: 'text', delta: lead + delta };
  };
  return {
    take(part) {
      if (part.type === 'error') throw part.error;
      if (part.type === 'finish') finish = part;
      // What a provider runs by itself, it also answers by itself.
      else if (part.type === 'tool-call' && part.providerExecuted !== true) {
        calls.push(readCall(part));
      } else if (part.type === 'text-delta' && part.delta !== '') return say(part.delta);
      else if (part.type === 'reasoning-delta' && part.delta !== '') {
        return { type: 'reasoning', delta: part.delta };
      }
      return undefined;
    },
    close(forced) {
      const said = { hasText: text !== '', hasCalls: calls.length > 0 };
      const end = forced ?? toRoundEnd(finish, said);
      return { text, calls: end === 'complete' ? calls : [], usage: usageOf(finish), end };
    },
  };
}

function usageOf(finish: FinishPart | undefined): RunUsage {
  return {
    inputTokens: finish?.usage.inputTokens.total ?? 0,
    outputTokens: finish?.usage.outputTokens.total ?? 0,
  };
}
