import assert from 'node:assert/strict';

import { hasCode } from '@homarus/base';
import type { ConformanceCase } from '@homarus/base/testing';

import type { MemoryAccess } from '../../memory-access.ts';
import { lin, says } from './access-scope.ts';

const window = [
  says('We decided to use PostgreSQL.', { id: 'm1' }),
  says('Noted.', { id: 'm2', role: 'assistant' }),
];

/** Compaction. */
export const conversationCases: readonly ConformanceCase<MemoryAccess>[] = [
  {
    group: 'compaction',
    name: 'archives what was prepared, with a token that is good once',
    run: async ({ conversations }) => {
      const prepared = await conversations.prepareCompaction(lin, { messages: window });
      assert.deepEqual([prepared.prepared, prepared.messagesPrepared], [true, 2]);
      const { prepareToken } = prepared;
      const done = await conversations.compact(lin, { prepareToken });
      assert.deepEqual([done.compacted, done.firstKeptMessageId], [true, undefined]);
      assert.match(done.summary ?? '', /PostgreSQL/u);
      await assert.rejects(
        conversations.compact(lin, { prepareToken }),
        (error) => hasCode(error, 'conflict') && error.details?.['reason'] === 'used',
      );
      const session = await conversations.getSession(lin);
      assert.deepEqual(
        [session?.messages, session?.openMessages, session?.archives[0]?.uri],
        [2, 0, done.archiveUri],
      );
    },
  },
  {
    group: 'compaction',
    name: 'of nothing says so, and what nobody said is no conversation',
    run: async ({ conversations }) => {
      const empty = await conversations.compact(lin);
      assert.deepEqual(
        [empty.compacted, empty.reason, empty.summary, empty.archiveUri],
        [false, 'empty', undefined, undefined],
      );
      assert.equal(await conversations.getSession(lin), undefined);
    },
  },
];
