import { systemClock } from '@homarus/base';
import { createSearch } from '@homarus/memory';
import type { Memory, RankOptions, Search } from '@homarus/memory';

import { benchScope, openMemoryFixture } from '../memory-fixture.ts';
import type { MemoryFixture } from '../memory-fixture.ts';
import { readLocomo } from './data.ts';
import type { LocomoSample } from './data.ts';
import type { Answered } from './metrics.ts';

/** Enough turns to see ten sessions in most answers. */
const searchLimit = 100;

/** Every conversation in the memory of a person of its own, learned from. */
export interface ToldLocomo extends AsyncDisposable {
  readonly samples: readonly { readonly sample: LocomoSample; readonly userId: string }[];
  readonly fixture: MemoryFixture;
}

export async function tellLocomo(path: string): Promise<ToldLocomo> {
  const fixture = await openMemoryFixture();
  const samples = readLocomo(path).map((sample, index) => ({ sample, userId: `locomo-${index}` }));
  for (const { sample, userId } of samples) await tell(fixture.memory, userId, sample);
  return { samples, fixture, [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose]() };
}

/** Asks every question of its own conversation; with other constants of the ranking when they are given. */
export async function ask(
  told: ToldLocomo,
  ranking?: RankOptions,
  limit = searchLimit,
): Promise<readonly Answered[]> {
  const search = searchOf(told, ranking);
  const answers: Answered[] = [];
  for (const { sample, userId } of told.samples) {
    for (const question of sample.questions) {
      const scope = benchScope(userId, 'questions');
      const { hits } = await search(scope, question.question, { limit });
      const turns = [...new Set(hits.flatMap((hit) => hit.sourceMessageIds))];
      answers.push({ question, turns });
    }
  }
  return answers;
}

function searchOf({ fixture }: ToldLocomo, ranking: RankOptions | undefined): Search['search'] {
  if (ranking === undefined) return (...request) => fixture.memory.search(...request);
  return createSearch({ store: fixture.store, clock: systemClock }, { ranking }).search;
}

async function tell(memory: Memory, userId: string, sample: LocomoSample): Promise<void> {
  for (const { number, startedAt, turns } of sample.sessions) {
    const messages = turns.map(({ id, speaker, text }, place) => ({
      id,
      role: 'user' as const,
      name: speaker,
      content: text,
      createdAt: startedAt + place * 1_000,
    }));
    await memory.ingest(benchScope(userId, `session-${number}`), messages);
  }
  await memory.drain();
}
