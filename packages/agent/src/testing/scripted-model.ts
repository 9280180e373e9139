import type { LanguageModel, ModelCallOptions, ModelStreamPart } from '@homarus/models';

/** What the model does in one round. */
export interface ScriptedRound {
  readonly parts: readonly ModelStreamPart[];
  /** After its parts the stream closes (default), stays open for ever, or breaks with `error`. */
  readonly ends?: 'close' | 'hang' | 'break';
  /** `doStream` itself never answers, or rejects with `error`. */
  readonly open?: 'hang' | 'reject';
  readonly error?: unknown;
}

export interface ScriptedModel extends LanguageModel {
  /** What it was asked, round by round. */
  readonly requests: readonly ModelCallOptions[];
  /** How many of its streams were cancelled by their reader. */
  readonly cancelled: number;
}

/** A model in process that plays one round after the other; the last one again when it runs out. */
export function scriptedModel(...rounds: readonly ScriptedRound[]): ScriptedModel {
  const requests: ModelCallOptions[] = [];
  let cancelled = 0;
  return {
    specificationVersion: 'v4',
    provider: 'scripted',
    modelId: 'scripted',
    supportedUrls: {},
    requests,
    get cancelled() {
      return cancelled;
    },
    doGenerate: () => Promise.reject(new Error('A scripted model only streams.')),
    doStream(options) {
      const round = rounds[Math.min(requests.length, rounds.length - 1)] ?? { parts: [] };
      const { abortSignal: _signal, ...request } = options;
      requests.push(structuredClone(request));
      if (round.open === 'hang') return new Promise(() => undefined);
      if (round.open === 'reject') return Promise.reject(round.error);
      const onCancel = (): void => {
        cancelled += 1;
      };
      return Promise.resolve({ stream: toStream(round, onCancel) });
    },
  };
}

function toStream(round: ScriptedRound, onCancel: () => void): ReadableStream<ModelStreamPart> {
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      const part = round.parts[next];
      next += 1;
      if (part !== undefined) controller.enqueue(part);
      else if (round.ends === 'hang') return new Promise(() => undefined);
      else if (round.ends === 'break') controller.error(round.error);
      else controller.close();
      return undefined;
    },
    cancel() {
      onCancel();
      // A source that does not even react to being cancelled.
      return new Promise(() => undefined);
    },
  });
}

export function says(...deltas: readonly string[]): readonly ModelStreamPart[] {
  return [
    { type: 'text-start', id: 'text' },
    ...deltas.map((delta) => ({ type: 'text-delta', id: 'text', delta }) as const),
    { type: 'text-end', id: 'text' },
  ];
}

export function thinks(...deltas: readonly string[]): readonly ModelStreamPart[] {
  return deltas.map((delta) => ({ type: 'reasoning-delta', id: 'reasoning', delta }));
}

/** A call; `input` is written as JSON unless it is a text, which is sent as it is. */
export function calls(toolCallId: string, toolName: string, input: unknown = {}): ModelStreamPart {
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  return { type: 'tool-call', toolCallId, toolName, input: text };
}

type FinishPart = Extract<ModelStreamPart, { type: 'finish' }>;

/** The last part, with 10 tokens in and 5 out. */
export function finishes(
  unified: FinishPart['finishReason']['unified'],
  raw: string | undefined = unified,
): FinishPart {
  return {
    type: 'finish',
    finishReason: { unified, raw },
    usage: {
      inputTokens: { total: 10, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
      outputTokens: { total: 5, text: undefined, reasoning: undefined },
    },
  };
}
