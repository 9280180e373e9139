import assert from 'node:assert/strict';

import { hasCode } from '@homarus/base';
import type { ConformanceCase } from '@homarus/base/testing';

import type { MemoryAccess } from '../../memory-access.ts';
import { lin, says } from './access-scope.ts';

const { accountId } = lin;
const messages = [says('I am allergic to peanuts.', { id: 'm1' })];

async function* noLines(): AsyncGenerator<string> {}

type Call = (memory: MemoryAccess, signal: AbortSignal) => Promise<unknown>;

/** Every call that takes a signal. */
const calls: Readonly<Record<string, Call>> = {
  search: (memory, signal) => memory.search(lin, 'peanuts', { signal }),
  compose: (memory, signal) => memory.compose(lin, { messages: [], prompt: 'peanuts', signal }),
  prepareCompaction: ({ conversations }, signal) =>
    conversations.prepareCompaction(lin, { messages, signal }),
  compact: ({ conversations }, signal) => conversations.compact(lin, { messages, signal }),
  verify: ({ maintenance }, signal) => maintenance.verify({ accountId }, { signal }),
  repair: ({ maintenance }, signal) => maintenance.repair({ accountId }, { signal }),
  export: ({ transfer }, signal) => Array.fromAsync(transfer.export({ accountId }, { signal })),
  import: ({ transfer }, signal) => transfer.import({ accountId }, noLines(), { signal }),
};

/** A caller that gives up. */
export const abortCases: readonly ConformanceCase<MemoryAccess>[] = Object.entries(calls).map(
  ([name, call]) => ({
    group: 'abort',
    name: `${name} that was aborted before it began says so, and does nothing`,
    run: async (memory: MemoryAccess) => {
      await assert.rejects(call(memory, AbortSignal.abort()), (error) => hasCode(error, 'aborted'));
      assert.equal(await memory.conversations.getSession(lin), undefined);
    },
  }),
);
