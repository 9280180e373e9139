import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dayIn } from '@homarus/base';
import { createMemoryClient } from '@homarus/sdk';

import { respond } from './support/http.ts';
import { startHomarus, temporaryHome } from './support/homarus-process.ts';

// A server in UTC for people in Shanghai: every day that it names is one of theirs.

const timeZone = 'Asia/Shanghai';

test('yesterday, the log, the buckets and what is recalled are of the configured time zone', async () => {
  using home = temporaryHome();
  const env = { TZ: 'UTC', HOMARUS_TIME_ZONE: timeZone };
  await using homarus = await startHomarus({ home: home.path, env });
  const memory = createMemoryClient({ url: homarus.memoryUrl });
  // Half past midnight of 10 March in Shanghai, 9 March in UTC.
  const createdAt = '2026-03-09T16:30:00Z';
  const messages = [{ role: 'user' as const, content: '我昨天去看了牙医。', createdAt }];
  await memory.afterTurn({ sessionId: 's', messages, turnId: 't1', wait: true });

  const { hits } = await memory.searchMemory({ query: '牙医' });
  const learned = hits.find(({ category }) => category === 'user_memory_fact');
  assert.match(learned?.text ?? '', /2026-03-09/u);
  const composed = await memory.compose({
    sessionId: 't',
    messages: [],
    prompt: '牙医说了什么？',
  });
  assert.match(composed.systemPromptAddition, /2026-03-10/u);
  assert.doesNotMatch(composed.systemPromptAddition, /2026-03-08/u);

  const log = await memory.dayLog({});
  const [entry] = log.entries;
  assert.equal(log.timeZone, timeZone);
  assert.equal(log.day, dayIn(entry?.at ?? 0, timeZone));

  const { buckets } = await memory.statistics.overview({
    timeFrom: createdAt,
    timeTo: '2026-03-10T16:30:00Z',
  });
  assert.match(buckets[0]?.key ?? '', /^2026-03-10T00:00\+08:00$/u);
  assert.match(await respond(homarus.gatewayUrl, { input: '牙医？' }), /2026-03-10/u);
});
