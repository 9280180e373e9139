import { errorText, isAppError } from '@homarus/base';
import type { EmbeddingModel } from '@homarus/models';

/** Any model can embed this: what tells a text that is refused from a model that refuses everything. */
const probeText = 'ok';

/** How many texts one request holds when the model does not say. */
const defaultPerCall = 64;

/** A vector of length 1, or why the model refused the text. */
export type Embedded = { readonly values: readonly number[] } | { readonly error: string };

/** How many texts fit into one call. */
export async function textsPerCall(model: EmbeddingModel): Promise<number> {
  return (await model.maxEmbeddingsPerCall) ?? defaultPerCall;
}

/** How long the model's vectors are, by asking it. */
export async function askDimensions(model: EmbeddingModel, signal?: AbortSignal): Promise<number> {
  const [values = []] = await call(model, [probeText], signal);
  return values.length;
}

/**
 * Embeds texts that fit into one call, in their order. When the model refuses the call for good although
 * it takes other texts, each text is asked for alone, so that a poisoned one fails alone. Rejects with the
 * model's error when the model itself fails.
 */
export async function embedTexts(
  model: EmbeddingModel,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<readonly Embedded[]> {
  if (texts.length === 0) return [];
  try {
    return (await call(model, texts, signal)).map((values) => ({ values }));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await call(model, [probeText], signal);
    if (texts.length === 1) return [{ error: errorText(error) }];
  }
  const alone: Embedded[] = [];
  for (const text of texts) {
    alone.push(await embedAlone(model, text, signal));
  }
  return alone;
}

async function embedAlone(
  model: EmbeddingModel,
  text: string,
  signal: AbortSignal,
): Promise<Embedded> {
  try {
    const [values = []] = await call(model, [text], signal);
    return { values };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { error: errorText(error) };
  }
}

function isRefusal(error: unknown): boolean {
  return isAppError(error) && !error.retryable && error.code !== 'aborted';
}

async function call(
  model: EmbeddingModel,
  values: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly (readonly number[])[]> {
  const { embeddings } = await model.doEmbed({
    values: [...values],
    ...(signal === undefined ? {} : { abortSignal: signal }),
  });
  return embeddings;
}
