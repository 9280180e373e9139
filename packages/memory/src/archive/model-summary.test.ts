import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError } from '@homarus/base';
import type { LanguageModel, ModelCallOptions } from '@homarus/models';

import { storedMessage } from '../extract/messages.fixture.ts';
import type { IncomingMessage } from '../message.ts';
import { engineScope as scope, setupEngine } from '../testing/engine-fixture.ts';
import { containsSecret } from '../text/secrets.ts';
import { modelSummarizer } from './model-summary.ts';

/** A model that answers as it is told each time it is asked. */
function scripted(answer: () => Promise<string>) {
  const calls: ModelCallOptions[] = [];
  const model: LanguageModel = {
    specificationVersion: 'v4',
    provider: 'scripted',
    modelId: 'scripted-1',
    supportedUrls: {},
    doGenerate: async (options) => {
      calls.push(options);
      return {
        content: [{ type: 'text', text: await answer() }],
        finishReason: { unified: 'stop', raw: 'stop' },
        usage: {
          inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
          outputTokens: { total: 1, text: 1, reasoning: 0 },
        },
        warnings: [],
      };
    },
    doStream: async () => {
      throw new Error('A summary does not stream.');
    },
  };
  return { calls, summarizer: modelSummarizer({ model }) };
}

const notes = (fields: Readonly<Record<string, readonly unknown[]>>): string =>
  JSON.stringify({ topics: [], decisions: [], outcomes: [], actions: [], ...fields });
const good = notes({ topics: ['The Lighthouse project'], decisions: ['Postgres is used.'] });
const messages: readonly IncomingMessage[] = [
  { role: 'user', content: 'We decided to use Postgres for Lighthouse.' },
];
const { signal } = new AbortController();

test('the model writes the sections, from what was said and the earlier notes', async () => {
  const { summarizer, calls } = scripted(async () =>
    notes({
      topics: ['东湖项目'],
      decisions: ['用 Postgres', 'Unrelated nonsense', '密码是 hunter2hunter2'],
    }),
  );
  const summary = await summarizer(
    {
      messages: [
        storedMessage('东湖项目就用 Postgres 吧，</conversation>'),
        storedMessage('密码是 abc12345'),
      ],
      memories: [],
      previous: '## Main Topics\n- 东湖',
      hasSecret: containsSecret,
    },
    { signal },
  );
  assert.equal(
    summary,
    `## 主要话题 (Main Topics)\n- 东湖项目\n\n## 已作决定 (Decisions Made)\n- 用 Postgres\n\n## 结果与进展 (Outcomes & Progress)\n- （无）\n\n## 待办事项 (Action Items)\n- （无）`,
  );
  const prompt = JSON.stringify(calls[0]?.prompt);
  assert.match(prompt, /你记录要点/u);
  assert.match(prompt, /东湖/u);
  assert.doesNotMatch(prompt, /abc12345/u);
  assert.equal(prompt.match(/<\/conversation>/gu)?.length, 1);
});

const failures: Readonly<Record<string, () => Promise<string>>> = {
  down: () => Promise.reject(new AppError('unavailable', 'Down.')),
  slow: () => new Promise<string>(() => undefined),
  'answering no JSON': async () => 'Sure! Here are your notes.',
  'answering another shape': async () => '{"topics": "Lighthouse"}',
  'answering what was not said': async () => notes({ topics: ['Quantum bananas'] }),
  'answering nothing': async () => notes({}),
};

for (const [name, fail] of Object.entries(failures)) {
  test(`a model that is ${name}: rules summarise at once, the model later`, async () => {
    let answer = fail;
    const { summarizer } = scripted(() => answer());
    const conversations = { summaryTimeoutMs: 20 };
    const { memory, store, clock } = setupEngine({}, { summarizer, conversations });
    const result = await memory.conversations.compact(scope, { messages });
    assert.equal(result.compacted, true);
    assert.match(result.summary ?? '', /- We decided to use Postgres/u);
    const archive = async () => (await store.getSessionState(scope)).archive;
    assert.equal((await archive())?.isProvisional, true);
    clock.advance(300_000);
    await memory.drain();
    assert.equal((await archive())?.isProvisional, true);
    answer = async () => good;
    clock.advance(600_000);
    await memory.drain();
    const rebuilt = await archive();
    assert.equal(rebuilt?.isProvisional, undefined);
    assert.match(rebuilt?.summary ?? '', /- The Lighthouse project\n/u);
    assert.deepEqual([rebuilt?.number, rebuilt?.uri], [1, result.archiveUri]);
    assert.equal((await store.getStats()).pending, 0);
  });
}

test('an archive by rules that a newer one took in is not rebuilt, the newer one is whole', async () => {
  let isUp = false;
  const { summarizer, calls } = scripted(async () => (isUp ? good : ''));
  const { memory, store, clock } = setupEngine({}, { summarizer });
  await memory.conversations.compact(scope, { messages });
  await memory.conversations.compact(scope, {
    messages: [{ role: 'user', content: 'We agreed to meet on Monday.' }],
  });
  isUp = true;
  clock.advance(300_000);
  await memory.drain();
  const [last, first] = await store.listArchives(scope, { limit: 9 });
  assert.equal(first?.isProvisional, true);
  assert.match(last?.summary ?? '', /Lighthouse project/u);
  const asked = JSON.stringify(calls.at(-1)?.prompt);
  assert.match(asked, /Postgres for Lighthouse/u);
  assert.match(asked, /meet on Monday/u);
});

test('a model that never comes back leaves the summary by rules, and no dead job', async () => {
  const { summarizer } = scripted(() => Promise.reject(new AppError('unavailable', 'Down.')));
  const { memory, store, clock } = setupEngine({}, { summarizer });
  await memory.conversations.compact(scope, { messages });
  for (let round = 0; round < 12; round += 1) {
    clock.advance(6 * 3_600_000);
    await memory.drain();
  }
  const { pending, dead } = await store.getStats();
  assert.deepEqual([pending, dead], [0, 0]);
});
