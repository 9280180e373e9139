import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';
import { createGatewayClient } from '@homarus/sdk';
import type { GatewayClient } from '@homarus/sdk';

import { ask } from '../src/chat/ask.ts';
import { chatCommands } from '../src/chat/chat-commands.ts';
import type { ChatSession } from '../src/chat/session-key.ts';
import type { AnswerPiece } from '../src/chat/terminal.ts';
import { en } from '../src/texts/en.ts';
import { startGatewayInProcess, testProgram } from './support/gateway-in-process.ts';

const sessionKey = 'agent:main:terminal';

function answerOf(
  client: GatewayClient,
  text: string,
  signal = new AbortController().signal,
): Promise<readonly AnswerPiece[]> {
  const question = { text, sessionKey, signal, askPerson: undefined };
  return Array.fromAsync(ask(client, en.chat, question));
}

test('an answer comes in pieces, with a line for each step of a tool', async () => {
  await using gateway = await startGatewayInProcess();
  using client = createGatewayClient({ url: gateway.url, client: testProgram });
  await client.connect();
  gateway.model.script({ toolCalls: [{ name: 'now', arguments: {} }] }, { text: 'It is nine.' });
  const pieces = await answerOf(client, 'What time is it?');
  assert.deepEqual(pieces[0], { notice: en.chat.toolStarts('now', '{}') });
  assert.equal(pieces.filter((piece) => typeof piece === 'string').join(''), 'It is nine.');
});

const asksFirst = `
agents:
  main:
    exec: { mode: ask }
    tools: { allow: [exec] }
`;

const approvalCases = [
  ['y', en.chat.approvalAllowed],
  ['n', en.chat.approvalDenied],
  ['', en.chat.approvalDenied],
] as const;

test('what is no answer to a question about a command is asked again', async () => {
  await using gateway = await startGatewayInProcess({}, asksFirst);
  using client = createGatewayClient({ url: gateway.url, client: testProgram });
  await client.connect();
  const call = { name: 'exec', arguments: { command: 'echo hi | cat' } };
  gateway.model.script({ toolCalls: [call] }, { text: 'So it is.' });
  const typed = ['what?', 'a', 'Y'];
  const asked: string[] = [];
  const pieces = await Array.fromAsync(
    ask(client, en.chat, {
      text: 'Run it.',
      sessionKey,
      signal: new AbortController().signal,
      askPerson: async (question) => {
        asked.push(question);
        return typed.shift() ?? '';
      },
    }),
  );
  // A command that needs a shell is not allowed for always.
  const again = en.chat.approvalAskAgain(false);
  assert.deepEqual(asked.slice(1), [again, again]);
  assert.ok(JSON.stringify(pieces).includes(en.chat.approvalAllowed));
});

for (const [typed, told] of approvalCases) {
  test(`a command that waits for approval is asked about: "${typed}"`, async () => {
    await using gateway = await startGatewayInProcess({}, asksFirst);
    using client = createGatewayClient({ url: gateway.url, client: testProgram });
    await client.connect();
    const call = { name: 'exec', arguments: { command: 'echo hi' } };
    gateway.model.script({ toolCalls: [call] }, { text: 'So it is.' });
    const asked: string[] = [];
    const pieces = await Array.fromAsync(
      ask(client, en.chat, {
        text: 'Run it.',
        sessionKey,
        signal: new AbortController().signal,
        askPerson: async (question) => {
          asked.push(question);
          return typed;
        },
      }),
    );
    assert.equal(asked.length, 1);
    assert.match(asked[0] ?? '', /echo hi/u);
    const notices = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : piece.notice));
    assert.ok(notices.includes(told), notices.join('\n'));
    const said = pieces.filter((piece) => typeof piece === 'string');
    assert.equal(said.join(''), 'So it is.');
    assert.deepEqual(await client.call('exec.approval.list'), []);
  });
}

test('a failed answer says so', async () => {
  await using gateway = await startGatewayInProcess();
  using client = createGatewayClient({ url: gateway.url, client: testProgram });
  await client.connect();
  gateway.model.script({ status: 400 });
  await assert.rejects(answerOf(client, 'hello'), (error) => hasCode(error, 'model_failed'));
});

test('an answer that failed is asked for again, and its message is said once', async () => {
  await using gateway = await startGatewayInProcess();
  using client = createGatewayClient({ url: gateway.url, client: testProgram });
  await client.connect();
  gateway.model.script({ status: 400 });
  await assert.rejects(answerOf(client, 'hello'), (error) => hasCode(error, 'model_failed'));
  gateway.model.setDefault({ text: 'Good morning.' });
  const said = (await answerOf(client, '/retry')).filter((piece) => typeof piece === 'string');
  assert.equal(said.join(''), 'Good morning.');
  const { messages } = await client.call('chat.history', { sessionKey });
  assert.deepEqual(
    messages.map(({ role }) => role),
    ['user', 'assistant'],
  );
  await assert.rejects(answerOf(client, '/retry'), (error) => hasCode(error, 'conflict'));
});

test('a stopped answer is no failure', async () => {
  await using gateway = await startGatewayInProcess();
  using client = createGatewayClient({ url: gateway.url, client: testProgram });
  await client.connect();
  const asked = Promise.withResolvers<void>();
  gateway.model.setDefault(() => {
    asked.resolve();
    return { hang: true };
  });
  const stop = new AbortController();
  const stopped = answerOf(client, 'hello', stop.signal);
  await asked.promise;
  // What learns from the turn asks the model too.
  gateway.model.setDefault({ text: 'OK.' });
  stop.abort();
  await assert.rejects(stopped, (error) => hasCode(error, 'aborted'));
});

test('commands: sessions, switch, model, memory, compact', async () => {
  await using gateway = await startGatewayInProcess();
  using client = createGatewayClient({ url: gateway.url, client: testProgram });
  await client.connect();
  await answerOf(client, 'I am allergic to peanuts.');
  const told: string[] = [];
  let key = sessionKey;
  const session: ChatSession = {
    get key() {
      return key;
    },
    startAnew: () => {
      key = 'agent:main:other';
    },
    switchTo: (next) => {
      key = next;
    },
  };
  const run = chatCommands({ client, session, tell: (line) => told.push(line), texts: en.chat });
  assert.equal(await run('new', ''), true);
  assert.equal(key, 'agent:main:other');
  await run('sessions', '');
  assert.match(told.at(-1) ?? '', /1 {2}I am allergic to peanuts\. {2}agent:main:terminal/u);
  await run('switch', '7');
  assert.equal(told.at(-1), en.chat.noSuchSession('7'));
  await run('switch', '1');
  assert.equal(key, sessionKey);
  assert.deepEqual(told.slice(-2), [`${en.chat.prompt}I am allergic to peanuts.`, 'OK.']);
  await run('switch', '');
  assert.match(told.at(-1) ?? '', /^\* 1 {2}I am allergic/u);
  await run('model', '');
  assert.match(told.at(-1) ?? '', /^\* .*scripted/u);
  await run('memory', 'peanuts');
  assert.ok(told.some((line) => /^- \d{4}-\d\d-\d\d {2}.*peanuts/u.test(line)));
  await run('memory', '');
  assert.equal(told.at(-1), en.chat.memoryWords);
  await run('compact', '');
  assert.equal(await run('nothing', ''), false);
});
