import type { EmbeddingSettings } from '@homarus/memory';

import { seededRandom } from '../corpus.ts';

export const dimensions = 1024;
/** So many subjects there are; texts of one are near each other. */
const subjects = 200;

/**
 * A vector for a text, the same for the same text: around the middle of one of a few hundred subjects,
 * which all lean the same way, as the vectors of real models do.
 */
export function madeUpVector(text: string): readonly number[] {
  const hash = hashOf(text);
  const subject = seededRandom(hash % subjects);
  const own = seededRandom(hash);
  return Array.from({ length: dimensions }, () => 0.2 + normal(subject) + 1.2 * normal(own));
}

/** Embeds in process, in no time that counts. */
export function madeUpModel(): EmbeddingSettings['model'] {
  return {
    specificationVersion: 'v4',
    provider: 'bench',
    modelId: 'made-up',
    maxEmbeddingsPerCall: 64,
    supportsParallelCalls: true,
    doEmbed: async ({ values }) => ({
      embeddings: values.map((text) => [...madeUpVector(text)]),
      warnings: [],
    }),
  };
}

/** Near enough to a normal distribution of deviation 1. */
function normal(random: () => number): number {
  return (random() + random() + random() - 1.5) * 2;
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
