import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';
import { manualClock, sequentialIds } from '@homarus/base/testing';

import { createAgents } from '../../agents.ts';
import { createEventHub } from '../../rpc/event-hub.ts';
import { callAs } from '../../testing/call-as.ts';
import { says, scriptedModel } from '../../testing/scripted-model.ts';
import type { ScriptedModel, Step } from '../../testing/scripted-model.ts';
import { startTurns } from '../../testing/start-turns.ts';
import type { MethodCall } from '../../rpc/method.ts';
import { chatMethods } from './index.ts';

const sessionKey = 'agent:main:main';
const hang: Step = { type: 'wait', until: new Promise(() => undefined) };
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]).toString('base64');

function startChat(model: ScriptedModel, canSee = true) {
  const started = startTurns({ model });
  const saved: string[] = [];
  const methods = chatMethods(
    {
      ...started,
      agents: createAgents([]),
      chooseModel: () => ({
        model,
        contextTokens: 128_000,
        canSee,
        canReason: false,
        isAsWanted: true,
      }),
      queueMode: () => 'queue',
      saveAttachment: async ({ agentId, name, bytes }) => {
        saved.push(`${agentId} ${name} ${bytes.length}`);
        return `attachments/${name}`;
      },
      hub: createEventHub((error) => {
        throw error;
      }),
      clock: manualClock(),
      ids: sequentialIds(),
    },
    { accountId: 'acct' },
  );
  const call = async (name: string, params: object, as: MethodCall = callAs({ userId: 'ann' })) => {
    const method = methods.find((candidate) => candidate.name === name);
    return (await method?.invoke(params, as)) as Record<string, unknown>;
  };
  return { ...started, call, saved };
}

test('a message starts a run under its key, and the key again answers the state', async () => {
  const { call, turns } = startChat(scriptedModel(says('Fine.')));
  const send = { sessionKey: 'main', message: 'Hello', idempotencyKey: 'key_1' };
  assert.deepEqual(await call('chat.send', send), { runId: 'key_1', status: 'started' });
  await turns.active({ runId: 'key_1' })[0]?.ended;
  assert.deepEqual(await call('chat.send', send), { runId: 'key_1', status: 'ok' });
  const elsewhere = call('chat.send', { ...send, sessionKey: 'agent:main:other' });
  await assert.rejects(elsewhere, (error) => hasCode(error, 'conflict'));
  await assert.rejects(
    call('chat.send', { ...send, idempotencyKey: 'key_2', message: ' ' }),
    (error) => hasCode(error, 'invalid_request'),
  );
});

test('a message takes the place of an earlier one: the model sees nothing of what came after it', async () => {
  const model = scriptedModel(says('One.'), says('Two.'), says('Three.'));
  const { call, say, turns } = startChat(model);
  for (const text of ['First', 'Second']) await say(text);
  const before = await call('chat.history', { sessionKey });
  const [first] = before['messages'] as readonly { readonly __openclaw: { readonly id: string } }[];
  const replaceMessageId = first?.__openclaw.id;
  const send = {
    sessionKey,
    message: 'First, but better',
    idempotencyKey: 'edit',
    replaceMessageId,
  };
  await call('chat.send', send);
  await turns.active({ runId: 'edit' })[0]?.ended;
  const prompt = JSON.stringify(model.calls.at(-1)?.prompt);
  assert.match(prompt, /First, but better/u);
  assert.doesNotMatch(prompt, /One\.|Second|Two\./u);
  const { messages } = (await call('chat.history', { sessionKey })) as {
    readonly messages: readonly { readonly __openclaw: { readonly replacesSeq?: number } }[];
  };
  assert.deepEqual(
    messages.map(({ __openclaw: place }) => place.replacesSeq),
    [undefined, undefined, undefined, undefined, 1, undefined],
  );
  for (const wrong of [
    `${replaceMessageId}1`,
    'ses_other:0',
    String(replaceMessageId).replace(/0$/u, '1'),
  ])
    await assert.rejects(
      call('chat.send', { ...send, idempotencyKey: 'no', replaceMessageId: wrong }),
      (error) => hasCode(error, 'not_found'),
    );
});

test('history is paged from the end, with what waits and what runs', async () => {
  const { call, say, turns } = startChat(scriptedModel(says('One.'), says('Two.'), [hang]));
  for (const text of ['First', 'Second']) await say(text);
  await call('chat.send', { sessionKey, message: 'Third', idempotencyKey: 'key_3' });
  assert.deepEqual(
    await call('chat.send', { sessionKey, message: 'Fourth', idempotencyKey: 'key_4' }),
    { runId: 'key_4', status: 'queued' },
  );
  const page = await call('chat.history', { sessionKey, limit: 3 });
  assert.partialDeepStrictEqual(page, {
    sessionKey,
    totalMessages: 5,
    hasMore: true,
    pendingInputs: { total: 1, items: [{ runId: 'key_4', state: 'queued' }] },
    inFlightRun: { runId: 'key_3' },
    sessionInfo: { key: sessionKey, agentId: 'main', isMain: true },
  });
  const texts = (messages: unknown): unknown =>
    (messages as { role: string; content: { text: string }[] }[]).map(
      ({ role, content }) => `${role} ${content[0]?.text}`,
    );
  assert.deepEqual(texts(page['messages']), ['user Second', 'assistant Two.', 'user Third']);
  const older = await call('chat.history', { sessionKey, limit: 3, offset: 3, maxChars: 3 });
  assert.deepEqual(texts(older['messages']), ['user Fi…', 'assistant On…']);
  assert.equal(older['hasMore'], false);
  assert.deepEqual(await call('chat.abort', { sessionKey }), {
    ok: true,
    aborted: true,
    runIds: ['key_3', 'key_4'],
  });
  await Promise.all(turns.active({ sessionKey }).map(({ ended }) => ended));
});

test('a session without messages has an empty history, startup has what a page needs', async () => {
  const { call } = startChat(scriptedModel(says('Fine.')));
  assert.partialDeepStrictEqual(await call('chat.startup', { sessionKey: 'main' }), {
    sessionKey,
    messages: [],
    hasMore: false,
    totalMessages: 0,
    defaults: { model: 'parrot' },
    metadata: { agentId: 'main', commands: [] },
    agentsList: { defaultId: 'main', agents: [{ id: 'main' }] },
  });
});

test('agent answers twice, and agent.wait when the run has ended', async () => {
  const { call } = startChat(scriptedModel(says('Fine.')));
  const acknowledged: unknown[] = [];
  const as = callAs({ userId: 'ann' }, { acknowledge: (payload) => acknowledged.push(payload) });
  const request = { message: 'Hello', idempotencyKey: 'key_1' };
  const result = await call('agent', request, as);
  assert.partialDeepStrictEqual(acknowledged, [{ runId: 'key_1', status: 'accepted' }]);
  assert.partialDeepStrictEqual(result, {
    runId: 'key_1',
    status: 'ok',
    summary: 'completed',
    result: { payloads: [{ text: 'Fine.' }] },
  });
  assert.partialDeepStrictEqual(await call('agent', request, as), {
    status: 'ok',
    result: { payloads: [{ text: 'Fine.' }] },
  });
  assert.equal(acknowledged.length, 1);
  assert.partialDeepStrictEqual(await call('agent.wait', { runId: 'key_1' }), { status: 'ok' });
  assert.deepEqual(await call('agent.wait', { runId: 'nobody' }), {
    runId: 'nobody',
    status: 'timeout',
  });
});

test('a run that failed is resumed by its id, without a message', async () => {
  const model = scriptedModel([{ type: 'fail', error: new Error('Gone.') }], says('Here.'));
  const { call } = startChat(model);
  const failed = await call('agent', { message: 'Hello', idempotencyKey: 'key_1' });
  assert.equal(failed['status'], 'error');
  const resume = { message: '', idempotencyKey: 'key_2', resumeRunId: 'key_1' };
  assert.partialDeepStrictEqual(await call('agent', resume), {
    status: 'ok',
    result: { payloads: [{ text: 'Here.' }] },
  });
  await assert.rejects(
    call('agent', { ...resume, idempotencyKey: 'key_3', message: 'Hello' }),
    (error) => hasCode(error, 'invalid_request'),
  );
  const page = await call('chat.history', { sessionKey });
  assert.equal(page['totalMessages'], 2);
});

test('a note is put into a conversation', async () => {
  const { call, say } = startChat(scriptedModel(says('Fine.')));
  const inject = { sessionKey, message: 'By hand.', label: 'Note' };
  await assert.rejects(call('chat.inject', inject), (error) => hasCode(error, 'not_found'));
  await say('Hello');
  assert.equal((await call('chat.inject', inject))['ok'], true);
  const page = await call('chat.history', { sessionKey, limit: 1 });
  assert.partialDeepStrictEqual(page['messages'], [
    { role: 'assistant', content: [{ type: 'text', text: '[Note]\n\nBy hand.' }] },
  ]);
});

test('the session of another person is not found, but for an admin', async () => {
  const { call, say } = startChat(scriptedModel(says('Fine.')));
  await say('Hello', { userId: 'bob' });
  const as = callAs({ userId: 'ann', scopes: ['operator.write'] });
  await assert.rejects(call('chat.history', { sessionKey }, as), (error) =>
    hasCode(error, 'not_found'),
  );
  assert.equal((await call('chat.history', { sessionKey }))['totalMessages'], 2);
});

test('neither the id of a session nor that of a run shows what is another person’s', async () => {
  const { call, turns, sessions } = startChat(scriptedModel(says('Fine.')));
  const said = { message: 'My secret.', idempotencyKey: 'key_1' };
  await call('chat.send', { sessionKey: 'main', ...said });
  await turns.active({ runId: 'key_1' })[0]?.ended;
  const { sessionId = '' } = (await sessions.getByKey('acct', sessionKey)) ?? {};
  const bob = callAs({ userId: 'bob', scopes: ['operator.write'] });
  const own = { sessionKey: 'agent:main:bobs' };
  await call('chat.send', { ...own, message: 'Hello', idempotencyKey: 'key_2' }, bob);
  await turns.active({ runId: 'key_2' })[0]?.ended;
  const isHidden = (error: unknown): boolean => hasCode(error, 'not_found');
  await assert.rejects(call('chat.history', { ...own, sessionId }, bob), isHidden);
  // An admin sees it, where it belongs.
  await assert.rejects(call('chat.history', { ...own, sessionId }), isHidden);
  const { messages } = await call('chat.history', { sessionKey, sessionId });
  assert.match(JSON.stringify(messages), /My secret/u);
  const wait = { runId: 'key_1', timeoutMs: 0 };
  assert.equal((await call('agent.wait', wait, bob))['status'], 'timeout');
  assert.equal((await call('agent.wait', wait))['status'], 'ok');
});

test('nobody opens the session that is another person’s by its key', async () => {
  const { call } = startChat(scriptedModel(says('Fine.')));
  const send = { sessionKey: 'agent:main:http:dm:bob', message: 'I am Bob.', idempotencyKey: 'k' };
  const as = callAs({ userId: 'ann', scopes: ['operator.write'] });
  await assert.rejects(call('chat.send', send, as), (error) => hasCode(error, 'not_found'));
  const bob = callAs({ userId: 'bob', scopes: ['operator.write'] });
  assert.equal((await call('chat.send', send, bob))['status'], 'started');
});

test('pictures go to a model that sees, files into the workspace', async () => {
  const model = scriptedModel(says('Fine.'));
  const { call, saved } = startChat(model);
  const attachments = [
    { fileName: 'photo.txt', mimeType: 'text/plain', content: `data:text/plain;base64,${png}` },
    { fileName: '../../.ssh/id_rsa', mimeType: 'image/png', content: btoa('hello') },
  ];
  await call('agent', { message: 'Look', attachments, idempotencyKey: 'key_1' });
  assert.deepEqual(saved, ['main id_rsa 5']);
  const user = model.calls[0]?.prompt.at(-1);
  assert.ok(user?.role === 'user');
  assert.deepEqual(
    user.content.map((part) => (part.type === 'file' ? part.mediaType : part.text)),
    [
      'Look',
      'image/png',
      '[The user attached a file. It is in your workspace: attachments/id_rsa]',
    ],
  );
});

test('a model that cannot see is told so, and what is no file is refused', async () => {
  const model = scriptedModel(says('Fine.'));
  const { call } = startChat(model, false);
  const send = (content: unknown) =>
    call('agent', {
      message: 'Look',
      attachments: [{ fileName: 'a.png', content }],
      idempotencyKey: `key ${String(content)}`,
    });
  await send(png);
  assert.match(JSON.stringify(model.calls[0]?.prompt.at(-1)), /a\.png.*cannot see/u);
  await assert.rejects(send('not base64!'), (error) => hasCode(error, 'invalid_request'));
  await assert.rejects(send(7), (error) => hasCode(error, 'invalid_request'));
});
