import { isSingleCjk, tokenize } from '@homarus/memory';

/** Plain BM25 (k1 1.2, b 0.75) over the texts' words: what every memory must at least be worth. */
export function bm25Floor(
  texts: readonly { readonly id: string; readonly text: string }[],
): (question: string) => readonly string[] {
  const documents = texts.map(({ id, text }) => ({ id, tokens: words(text) }));
  const average = documents.reduce((sum, { tokens }) => sum + tokens.length, 0) / documents.length;
  const containing = new Map<string, number>();
  for (const { tokens } of documents) {
    for (const token of new Set(tokens)) containing.set(token, (containing.get(token) ?? 0) + 1);
  }
  const idf = (token: string): number => {
    const count = containing.get(token) ?? 0;
    return Math.log(1 + (documents.length - count + 0.5) / (count + 0.5));
  };
  return (question) => {
    const asked = [...new Set(words(question))];
    return documents
      .map(({ id, tokens }) => {
        const score = asked.reduce((sum, token) => {
          const frequency = tokens.filter((other) => other === token).length;
          const norm = frequency + 1.2 * (0.25 + (0.75 * tokens.length) / average);
          return sum + (idf(token) * frequency * 2.2) / norm;
        }, 0);
        return { id, score };
      })
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .map(({ id }) => id);
  };
}

function words(text: string): readonly string[] {
  return tokenize(text).filter((token) => !isSingleCjk(token));
}
