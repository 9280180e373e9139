import type { MemoryHit } from '@homarus/protocol';

import { useTexts } from '../app.ts';

/** Why something was found: its score, and its place in each lane of the search. */
export function HitFacts({ hit }: { readonly hit: Pick<MemoryHit, 'score' | 'lanes'> }) {
  const { memory } = useTexts();
  return (
    <>
      <strong>{memory.score(hit.score.toFixed(2))}</strong>
      {hit.lanes.map(({ lane, rank, score }) => (
        <span key={lane} class="chip" title={score.toFixed(4)}>
          {memory.rank(memory.lanes[lane] ?? lane, rank)}
        </span>
      ))}
    </>
  );
}
