import type { LanguageModel, ModelCallOptions, ModelStreamPart } from '@homarus/models';

/** What the model does when it is called: its parts, with pauses and a failure among them. */
export type Step =
  | ModelStreamPart
  /** Waits until the promise resolves, or the call is aborted. */
  | { readonly type: 'wait'; readonly until: Promise<unknown> }
  | { readonly type: 'fail'; readonly error: unknown };

export interface ScriptedModel extends LanguageModel {
  /** What it was asked, call by call. */
  readonly calls: readonly ModelCallOptions[];
}

/** A model that plays one script a call; the last one again when it runs out. */
export function scriptedModel(...scripts: readonly (readonly Step[])[]): ScriptedModel {
  const calls: ModelCallOptions[] = [];
  return {
    specificationVersion: 'v4',
    provider: 'scripted',
    modelId: 'parrot',
    supportedUrls: {},
    calls,
    doGenerate: () => Promise.reject(new Error('A scripted model only streams.')),
    doStream(options) {
      const script = scripts[Math.min(calls.length, scripts.length - 1)] ?? [];
      calls.push(options);
      return Promise.resolve({
        stream: toStream(play(script, options.abortSignal)),
      });
    },
  };
}

function toStream(parts: AsyncIterator<ModelStreamPart>): ReadableStream<ModelStreamPart> {
  return new ReadableStream({
    async pull(controller) {
      const next = await parts.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
  });
}

async function* play(
  script: readonly Step[],
  signal: AbortSignal | undefined,
): AsyncGenerator<ModelStreamPart, void> {
  for (const step of script) {
    if (step.type === 'fail') throw step.error;
    if (step.type === 'wait') await Promise.race([step.until, whenAborted(signal)]);
    else yield step;
  }
}

function whenAborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}

const usage = {
  inputTokens: { total: 11, noCache: 11, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 7, text: 7, reasoning: 0 },
};

/** Words, and how the call ends. */
export function says(text: string, unified: 'stop' | 'length' = 'stop'): readonly Step[] {
  return [
    { type: 'text-start', id: 'text' },
    ...(text.match(/\S+\s*/gu) ?? []).map((delta): Step => ({
      type: 'text-delta',
      id: 'text',
      delta,
    })),
    { type: 'text-end', id: 'text' },
    { type: 'finish', usage, finishReason: { unified, raw: undefined } },
  ];
}

/** One call of a tool. */
export function callsTool(
  toolName: string,
  input: unknown,
  toolCallId = 'call_1',
): readonly Step[] {
  return [
    { type: 'tool-call', toolCallId, toolName, input: JSON.stringify(input) },
    { type: 'finish', usage, finishReason: { unified: 'tool-calls', raw: undefined } },
  ];
}
