import { estimateTokens } from '@homarus/base';

/**
 * What an answer may have in tokens, as text and once more as structured content: assistants cut or refuse
 * results that are much longer.
 */
const maxAnswerTokens = 8_000;

/** The first of some items that fit into an answer by their lines; always at least one. */
export function fittingOf<T>(
  items: readonly T[],
  lineOf: (item: T) => string,
): { readonly kept: readonly T[]; readonly lines: readonly string[] } {
  const lines = items.map(lineOf);
  let left = maxAnswerTokens;
  const end = lines.findIndex((line) => {
    left -= estimateTokens(line);
    return left < 0;
  });
  const count = end === -1 ? items.length : Math.max(1, end);
  return { kept: items.slice(0, count), lines: lines.slice(0, count) };
}
