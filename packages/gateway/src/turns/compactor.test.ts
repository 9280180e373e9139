import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError, hasCode } from '@homarus/base';
import { openLogOf } from '@homarus/sessions';
import { memorySessionStore } from '@homarus/sessions/testing';

import { says, scriptedModel } from '../testing/scripted-model.ts';
import { endOf, startTurns } from '../testing/start-turns.ts';
import { turnPlugins } from '../testing/turn-plugins.ts';
import type { StartTurns } from '../testing/start-turns.ts';

type Compaction = NonNullable<StartTurns['compaction']>;

/** Archives all but the last two messages. */
function compactionOf(compact?: Compaction['compact']): Compaction {
  let ids: readonly string[] = [];
  return {
    prepareCompaction: async (_, { messages = [] } = {}) => {
      ids = messages.map(({ id }) => id ?? '');
      const messagesPrepared = messages.length;
      const prepareToken = 'cmp_1';
      return { prepared: true, prepareToken, messagesPrepared, memories: 0, expiresAt: 0 };
    },
    compact:
      compact ??
      (async () => ({
        compacted: true,
        summary: 'They spoke of pears.',
        archiveUri: undefined,
        tokensBefore: 1000,
        tokensAfter: 100,
        firstKeptMessageId: ids.at(-2),
      })),
  };
}

/** About 360 tokens, in words too short for the memory of the tests to recall them by. */
const long = 'We had a pie and it was so big to us. '.repeat(38);
/** Room for two of the long tales. */
const options = { contextTokens: 2000 };

async function tellThrice(compaction: Compaction | undefined, plugins?: StartTurns['plugins']) {
  const model = scriptedModel(says('Fine.'));
  const sessions = memorySessionStore();
  const started = startTurns({
    model,
    sessions,
    options,
    ...(compaction === undefined ? {} : { compaction }),
    ...(plugins === undefined ? {} : { plugins }),
  });
  const ends = [];
  for (const text of ['One. ', 'Two. ', 'Three. ']) {
    ends.push(endOf(await started.say(text + long)));
  }
  const session = await sessions.getByKey('acct', 'agent:main:main');
  const entries = await sessions.listEntries('acct', session?.sessionId ?? '');
  return { ...started, model, ends, log: openLogOf(entries), entries };
}

test('a full window is compacted: the log notes it, and nothing of it is lost', async () => {
  const { model, ends, log, entries, say } = await tellThrice(compactionOf());
  assert.deepEqual(ends.at(-1)?.degraded, []);
  assert.equal(log.compaction?.summary, 'They spoke of pears.');
  assert.deepEqual(
    entries.map(({ message }) => message.role),
    ['user', 'assistant', 'user', 'assistant', 'user', 'system', 'assistant'],
  );
  const roles = (call: number) => model.calls[call]?.prompt.map(({ role }) => role);
  assert.deepEqual(roles(2), ['system', 'user', 'assistant', 'user']);
  const [system] = model.calls[2]?.prompt ?? [];
  assert.ok(system?.role === 'system' && system.content.includes('They spoke of pears.'));

  await say('And now?');
  assert.deepEqual(roles(3)?.[0], 'system');
  const [later] = model.calls[3]?.prompt ?? [];
  assert.ok(later?.role === 'system' && later.content.includes('They spoke of pears.'));
});

test('while a plugin is the memory, a full window is summed up and the gateway’s own keeps nothing', async () => {
  const never = compactionOf(() => assert.fail('The memory was asked.'));
  const plugins = turnPlugins({ memoryPlugin: () => 'keeper' });
  const { ends, log, memory, say, sessions, turns } = await tellThrice(never, plugins);
  assert.deepEqual(ends.at(-1)?.degraded, []);
  assert.match(log.compaction?.summary ?? '', /Main Topics/u);
  await say(`We decided to use Postgres. ${long}`);
  await turns.compact({ sessionKey: 'agent:main:main', force: true });
  const session = await sessions.getByKey('acct', 'agent:main:main');
  const entries = await sessions.listEntries('acct', session?.sessionId ?? '');
  assert.match(openLogOf(entries).compaction?.summary ?? '', /We decided to use Postgres/u);
  assert.equal(memory.turns.length, 0);
});

const broken: readonly { readonly name: string; readonly compaction: Compaction | undefined }[] = [
  { name: 'that cannot compact', compaction: undefined },
  {
    name: 'that fails',
    compaction: compactionOf(() => Promise.reject(new AppError('unavailable', 'Away.'))),
  },
];
for (const { name, compaction } of broken) {
  test(`with a memory ${name} the window is cut, and the turn says so`, async () => {
    const { ends, log, model } = await tellThrice(compaction);
    assert.equal(ends.at(-1)?.text, 'Fine.');
    assert.match(ends.at(-1)?.degraded[0] ?? '', /^compact: /u);
    assert.equal(log.compaction, undefined);
    assert.equal(log.entries.length, 6);
    assert.equal(model.calls[2]?.prompt.at(-1)?.role, 'user');
  });
}

test('a slow compaction does not hold the reply up, and serves the next turn', async () => {
  const gate = Promise.withResolvers<void>();
  const inner = compactionOf();
  const compaction: Compaction = {
    ...inner,
    compact: async (scope, request) => {
      await gate.promise;
      return inner.compact(scope, request);
    },
  };
  const model = scriptedModel(says('Fine.'));
  const { say, turns, sessions } = startTurns({
    model,
    compaction,
    options: { ...options, compactTimeoutMs: 5 },
  });
  await say(`One. ${long}`);
  await say(`Two. ${long}`);
  const third = endOf(await say(`Three. ${long}`));
  assert.equal(third.text, 'Fine.');
  assert.match(third.degraded[0] ?? '', /^compact: /u);
  gate.resolve();
  await turns.stop();
  const session = await sessions.getByKey('acct', 'agent:main:main');
  const log = openLogOf(await sessions.listEntries('acct', session?.sessionId ?? ''));
  assert.equal(log.compaction?.summary, 'They spoke of pears.');
});

test('a compaction that hangs does not keep the gateway from stopping', async () => {
  const compaction = compactionOf(() => new Promise(() => undefined));
  const late = startTurns({ compaction, options: { ...options, compactTimeoutMs: 5 } });
  for (const text of ['One', 'Two', 'Three']) await late.say(`${text}. ${long}`);
  await late.turns.stop();
  const wanted = startTurns({ compaction });
  await wanted.say('One');
  const compacted = wanted.turns.compact({ sessionKey: 'agent:main:main' });
  const refused = assert.rejects(compacted, (error) => hasCode(error, 'aborted'));
  await wanted.turns.stop();
  await refused;
});

test('a session is compacted on demand, between its turns', async () => {
  const { say, turns } = startTurns({ compaction: compactionOf() });
  const sessionKey = 'agent:main:main';
  await assert.rejects(turns.compact({ sessionKey }), (error) => hasCode(error, 'not_found'));
  for (const text of ['One', 'Two']) await say(text);
  const { compaction, sessionId } = await turns.compact({ sessionKey, force: true });
  assert.deepEqual([compaction?.firstKeptPosition, sessionId.startsWith('ses')], [2, true]);
  const without = startTurns();
  await without.say('One');
  await assert.rejects(without.turns.compact({ sessionKey }), (error) =>
    hasCode(error, 'unsupported'),
  );
});
