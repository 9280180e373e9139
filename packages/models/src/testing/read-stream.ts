import type { LanguageModel, ModelCallOptions, ModelStreamPart } from '../types.ts';

/** All parts of one streamed call, in order. */
export async function streamParts(
  model: LanguageModel,
  call: ModelCallOptions,
): Promise<readonly ModelStreamPart[]> {
  const { stream } = await model.doStream(call);
  return Array.fromAsync(stream);
}

/** What the text deltas say together. */
export function textOfParts(parts: readonly ModelStreamPart[]): string {
  return parts.map((part) => (part.type === 'text-delta' ? part.delta : '')).join('');
}

/** A call with one user message. */
export function callWith(text: string, more: Partial<ModelCallOptions> = {}): ModelCallOptions {
  return { prompt: [{ role: 'user', content: [{ type: 'text', text }] }], ...more };
}
