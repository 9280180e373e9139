import { raceAbort } from '@homarus/base';
import type { LanguageModel, ModelCallOptions, ModelStreamPart } from '@homarus/models';

/**
 * The parts of one model call as they come. Ends as soon as the signal aborts, whether or not the model
 * reacts to it: with an error while the stream opens, quietly afterwards. A consumer that leaves
 * cancels the stream.
 */
export async function* streamParts(
  model: LanguageModel,
  call: ModelCallOptions,
  signal: AbortSignal,
): AsyncGenerator<ModelStreamPart, void> {
  const reader = (await openStream(model, { ...call, abortSignal: signal }, signal)).getReader();
  // Cancelling answers a pending read at once, even when the source does not react to it.
  const cancel = (): void => {
    reader.cancel(signal.reason).catch(() => undefined);
  };
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}

async function openStream(
  model: LanguageModel,
  call: ModelCallOptions,
  signal: AbortSignal,
): Promise<ReadableStream<ModelStreamPart>> {
  const opening = (async () => (await model.doStream(call)).stream)();
  try {
    return await raceAbort(opening, signal);
  } catch (error) {
    // A stream that opens after the abort has no reader any more.
    opening.then((stream) => stream.cancel(signal.reason)).catch(() => undefined);
    throw error;
  }
}
