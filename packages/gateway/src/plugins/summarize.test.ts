import assert from 'node:assert/strict';
import { test } from 'node:test';

import { manualClock, recordingLogger } from '@homarus/base/testing';
import { openWritten } from '@homarus/plugins/testing';

import { says, scriptedModel } from '../testing/scripted-model.ts';
import { startTurns } from '../testing/start-turns.ts';
import type { StartTurns } from '../testing/start-turns.ts';
import { createGatewayPlugins } from './index.ts';

const sessionKey = 'agent:main:main';

/** A memory that keeps nothing of the window. */
const memory: NonNullable<StartTurns['compaction']> = {
  prepareCompaction: async (_, { messages = [] } = {}) => ({
    prepared: true,
    prepareToken: 'cmp_1',
    messagesPrepared: messages.length,
    memories: 0,
    expiresAt: 0,
  }),
  compact: async () => ({
    compacted: true,
    summary: 'By memory.',
    archiveUri: undefined,
    tokensBefore: 1000,
    tokensAfter: 100,
    firstKeptMessageId: undefined,
  }),
};

/** Turns with one plugin whose compaction provider has this body. */
async function start(summarize: string, options: StartTurns['options'] = {}) {
  Reflect.set(globalThis, 'summarized', []);
  const register = `api.registerCompactionProvider({ id: 'brief', label: 'Brief', ${summarize} });`;
  const log = recordingLogger();
  const opened = await openWritten(
    [{ id: 'shortener', register }],
    { slots: { compaction: 'brief' } },
    { deadlines: { compaction: 20 } },
  );
  const { turns: plugins } = createGatewayPlugins({ host: opened.host, clock: manualClock(), log });
  const model = scriptedModel(says('Fine.'));
  const started = startTurns({ model, compaction: memory, plugins, options });
  return { ...started, opened, log, model };
}

interface Summarized {
  readonly messages: readonly { readonly id: string; readonly role: string }[];
  readonly previousSummary?: string;
}

test('the plugin in the slot of compaction writes the summaries, each of the one before', async () => {
  const { opened, turns, say } = await start(
    `async summarize(r) { summarized.push(r); return ' Summary ' + summarized.length + '. '; }`,
  );
  await using _opened = opened;
  for (const text of ['One', 'Two']) await say(text);
  const first = await turns.compact({ sessionKey, force: true });
  assert.equal(first.compaction?.summary, 'Summary 1.');
  assert.equal(first.compaction.firstKeptPosition, 4);
  for (const text of ['Three', 'Four', 'Five']) await say(text);
  const second = await turns.compact({ sessionKey });
  assert.equal(second.compaction?.summary, 'Summary 2.');
  const [one, two] = Reflect.get(globalThis, 'summarized') as readonly Summarized[];
  assert.deepEqual(
    one?.messages.map(({ id, role }) => [id, role]),
    [
      ['entry0', 'user'],
      ['entry1', 'assistant'],
      ['entry2', 'user'],
      ['entry3', 'assistant'],
    ],
  );
  assert.equal(one.previousSummary, undefined);
  assert.equal(two?.previousSummary, 'Summary 1.');
  const kept = second.compaction.firstKeptPosition;
  assert.deepEqual([two.messages.length, kept], [4, 9], 'the newest turn stays');
  assert.equal(opened.host.health()[0]?.status, 'ready');
});

test('a full window is compacted by the plugin', async () => {
  const { opened, say, model } = await start(`summarize: () => 'They spoke of pie.'`, {
    contextTokens: 2000,
  });
  await using _opened = opened;
  const long = 'We had a pie and it was so big to us. '.repeat(38);
  for (const text of ['One', 'Two', 'Three']) await say(`${text}. ${long}`);
  assert.match(JSON.stringify(model.calls[2]?.prompt[0]), /They spoke of pie\./u);
});

for (const [what, body, problem] of [
  ['throws', `summarize() { throw new Error('no words'); }`, /no words/u],
  ['hangs', `summarize: () => new Promise(() => {})`, /compaction provider brief/u],
  ['answers nothing', `summarize: async () => '  '`, /no text/u],
  ['answers no text', `summarize: async () => ({ summary: 'x' })`, /no text/u],
  ['answers a flood', `summarize: async () => 'word '.repeat(99_999)`, /tokens/u],
] as const) {
  test(`when the plugin ${what}, memory compacts, and log and health say so`, async () => {
    const { opened, turns, say, log } = await start(body);
    await using _opened = opened;
    for (const text of ['One', 'Two']) await say(text);
    const { compaction } = await turns.compact({ sessionKey, force: true });
    assert.equal(compaction?.summary, 'By memory.');
    const [health] = opened.host.health();
    assert.equal(health?.status, 'degraded');
    assert.match(health.error ?? '', problem);
    const lines = log.lines.filter(({ message }) => /by memory/u.test(message));
    assert.deepEqual(
      lines.map(({ level }) => level),
      ['warn'],
    );
  });
}
