import type { EngineParts } from '../engine.ts';
import type { EmbeddingSettings } from './embedding.ts';
import { engineScope, setupEngine } from '../testing/engine-fixture.ts';
import { memoryMemoryStore } from '../testing/memory-memory-store.ts';
import { scriptedEmbeddingModel } from '../testing/scripted-embedding-model.ts';

export const scope = engineScope;
export const dog = '我家的狗叫豆豆';

/** An engine whose model is scripted; a second one over the same store is another process of it. */
export function setupVectors(
  settings: Partial<EmbeddingSettings> = {},
  store = memoryMemoryStore(),
) {
  const model = scriptedEmbeddingModel();
  const embedding = { vectors: store.vectors, model, ...settings };
  const parts: Partial<EngineParts> = { store, jobs: store, embedding };
  const engine = setupEngine({}, parts);
  const { memory, clock } = engine;
  const tell = async (...texts: readonly string[]) => {
    const messages = texts.map((content) => ({ role: 'user' as const, content }));
    await memory.ingest(scope, messages);
    await memory.drain();
  };
  /** Works on until nothing is left, later retries included. */
  const settle = async (steps = 8) => {
    for (let step = 0; step < steps; step += 1) {
      clock.advance(400_000);
      await memory.drain();
    }
  };
  const lanesOf = async (query: string) => {
    const { hits } = await memory.search(scope, query);
    return hits[0]?.lanes.map(({ lane }) => lane) ?? [];
  };
  const traceOf = async (query: string) =>
    (await memory.search(scope, query, { trace: true })).trace?.vector;
  return { ...engine, store, model, tell, settle, lanesOf, traceOf };
}

/** Remarks that have nothing in common with each other, to be told apart from. */
export function remarks(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `zq${index} wv${index * 7} kx${index * 13}`);
}
