import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startScriptedServer } from '@homarus/models/testing';
import type { ScriptedReply, ScriptedServer } from '@homarus/models/testing';
import type { Browser } from 'playwright-core';

import { album, answers, launchBrowser, say, talk, visit } from '../support/browser.ts';
import { startHomarus, temporaryHome } from '../support/homarus-process.ts';
import type { ProcessOptions, RunningHomarus } from '../support/homarus-process.ts';

// Conversations on the page, with a model whose answers are scripted by what it is asked.

const pictures = album('chat');
let browser: Browser;
let model: ScriptedServer;

/** What the model answers to a message that has the word; it says `OK.` to all others. */
const replies = new Map<string, ScriptedReply>();

before(async () => {
  browser = await launchBrowser();
  model = await startScriptedServer();
  model.setDefault((request) => {
    const asked = JSON.stringify(lastAsked(request.body));
    return [...replies].find(([word]) => asked.includes(word))?.[1] ?? { text: 'OK.' };
  });
});

after(async () => {
  await browser.close();
  await model[Symbol.asyncDispose]();
  pictures.tell();
});

interface Started extends AsyncDisposable {
  readonly homarus: RunningHomarus;
  readonly home: string;
}

async function start(options: Partial<ProcessOptions> = {}): Promise<Started> {
  const home = temporaryHome();
  const env = { LLM_BASE_URL: model.url, LLM_MODEL: 'parrot', ...options.env };
  const homarus = await startHomarus({ home: home.path, ...options, env });
  return {
    homarus,
    home: home.path,
    async [Symbol.asyncDispose]() {
      await homarus[Symbol.asyncDispose]();
      home[Symbol.dispose]();
    },
  };
}

test('Markdown is shown, HTML is not, and the conversation stays in the list', async () => {
  await using started = await start();
  const markup = [
    '**Noted** <img src=x onerror="globalThis.hacked = true"> [bad](javascript:alert(1))',
    '',
    '- one',
    '- two',
    '',
    '```js',
    'let a = 1;',
    '```',
    '',
    '<script>globalThis.hacked = true</script>',
    '',
    '| a | b |',
    '|---|---|',
    '| 1 | 2 |',
  ].join('\n');
  replies.set('pears', { text: markup });
  await using seen = await visit(browser, started.homarus.gatewayUrl);
  const { page, problems } = seen;
  await talk(page, 'I dislike pears');
  const answer = page.locator(answers);
  assert.equal(await answer.locator('.content strong').innerText(), 'Noted');
  assert.equal(await answer.locator('.content :is(img, script)').count(), 0);
  assert.equal(await answer.locator('.content a').count(), 0);
  assert.equal(await answer.locator('.content li').count(), 2);
  assert.equal(await answer.locator('td').count(), 2);
  assert.equal(await page.evaluate(() => 'hacked' in globalThis), false);
  assert.equal(await page.locator('.badge').innerText(), 'parrot');
  await pictures.take(page, 'markdown');

  await page.locator('#new-conversation').click();
  replies.set('May I', { text: 'Better not.' });
  await talk(page, 'May I eat pears?');
  await page.locator('details.memory summary').click();
  assert.match(await page.locator('details.memory').innerText(), /pears/u);
  await pictures.take(page, 'memory');
  await page.locator('.conversation').nth(1).waitFor();

  await page.reload();
  await page.locator('.conversation', { hasText: 'I dislike pears' }).click();
  assert.equal(await answer.locator('.content strong').innerText(), 'Noted');
  assert.deepEqual(problems, []);
});

test('a failure is told and can be tried again; an answer that is stopped too', async () => {
  await using started = await start();
  replies.set('unlucky', { status: 400, body: 'No luck.' });
  await using seen = await visit(browser, started.homarus.gatewayUrl);
  const { page } = seen;
  await say(page, 'I am unlucky');
  await page.locator('article.assistant .error', { hasText: 'answered 400' }).waitFor();
  await pictures.take(page, 'failure');
  await page.locator('#language').click();
  await page.locator('article.assistant .error', { hasText: '模型出错（' }).waitFor();
  await page.locator('#language').click();
  replies.set('unlucky', { text: 'Better.' });
  await page.locator('.error button').click();
  await page.locator(answers, { hasText: 'Better.' }).waitFor();
  assert.equal(await page.locator('article.user').count(), 1);

  replies.set('slowly', { text: 'Slow '.repeat(4000), chunks: 4000, chunkDelayMs: 50 });
  await say(page, 'Speak slowly');
  await page.locator('article.assistant', { hasText: 'Slow Slow' }).waitFor();
  await page.locator('#stop').click();
  await page.locator(answers, { hasText: 'Stopped.' }).waitFor();
  await page.locator('#send').waitFor();
});

test('what is said while it answers waits for its turn, and can be taken back', async () => {
  await using started = await start();
  replies.set('tell me', { text: 'Long '.repeat(4000), chunks: 4000, chunkDelayMs: 40 });
  replies.set('second', { text: 'Second done.' });
  await using seen = await visit(browser, started.homarus.gatewayUrl);
  const { page, problems } = seen;
  await say(page, 'tell me a lot');
  await page.locator('article.assistant', { hasText: 'Long Long' }).waitFor();
  await say(page, 'the second thing');
  await say(page, 'the third thing');
  const waiting = page.locator('article.waiting');
  await waiting.filter({ hasText: 'the third' }).getByText('Waits for its turn').waitFor();
  await pictures.take(page, 'queue');
  await waiting.filter({ hasText: 'the third' }).getByText('Take back').click();
  await page.locator('#stop').click();
  await page.locator(answers, { hasText: 'Second done.' }).waitFor();
  assert.equal(await page.locator('#prompt').inputValue(), 'the third thing');
  assert.deepEqual(problems, []);
});

test('a message is changed: what came after it leaves the window and stays in the log', async () => {
  await using started = await start();
  await using seen = await visit(browser, started.homarus.gatewayUrl);
  const { page, problems } = seen;
  replies.set('quinces', { text: 'Quinces noted.' });
  await talk(page, 'I grow quinces');
  await talk(page, 'And what else?');
  await page.locator('article.user', { hasText: 'quinces' }).hover();
  await page.getByRole('button', { name: 'Edit and send again' }).first().click();
  await page.getByText('You change an earlier message').waitFor();
  await pictures.take(page, 'edit');
  await page.getByRole('button', { name: 'Cancel' }).click();
  assert.equal(await page.locator('#prompt').inputValue(), '');
  await page.getByRole('button', { name: 'Edit and send again' }).first().click();

  replies.set('medlars', { text: 'Medlars noted.' });
  await page.locator('#prompt').fill('I grow medlars');
  await page.locator('#prompt').press('Enter');
  await page.locator(answers, { hasText: 'Medlars noted.' }).waitFor();
  const shown = page.locator('article:visible');
  await page.locator('details.replaced').waitFor();
  assert.deepEqual(await shown.locator('.bubble').allInnerTexts(), ['I grow medlars']);
  const asked = model.requests
    .map(({ body }) => JSON.stringify(body))
    .findLast((body) => !body.includes('"response_format"'));
  assert.match(asked ?? '', /I grow medlars/u);
  assert.doesNotMatch(asked ?? '', /quinces|what else/u);
  await page.reload();
  await page.locator('details.replaced summary').click();
  await shown.getByText('Quinces noted.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Edit and send again' }).count(), 1);
  await pictures.take(page, 'edited');

  // Asked again, the same question stands there once.
  replies.set('medlars', { text: 'Medlars it is.' });
  await page.getByRole('button', { name: 'Ask again' }).click();
  await page.locator(answers, { hasText: 'Medlars it is.' }).waitFor();
  assert.deepEqual(await page.locator('.virtual > div > article .bubble').allInnerTexts(), [
    'I grow medlars',
  ]);
  assert.deepEqual(problems, []);
});

test('the token is asked for once; afterwards the browser has its own', async () => {
  await using started = await start({ env: { HOMARUS_GATEWAY_TOKEN: 'sesame-open-42' } });
  await using seen = await visit(browser, started.homarus.gatewayUrl);
  const { page } = seen;
  await page.locator('#token').fill('wrong');
  await page.locator('#token').press('Enter');
  await page.getByText('That was refused').waitFor();
  await pictures.take(page, 'token');
  await page.locator('#token').fill('sesame-open-42');
  await page.locator('#token').press('Enter');
  assert.match(await talk(page, 'Hello'), /OK/u);
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  assert.doesNotMatch(kept, /sesame/u);
  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  assert.match(await talk(page, 'Hello again'), /OK/u);
});

test('a link brings the token, which does not stay in the address', async () => {
  await using started = await start({ env: { HOMARUS_GATEWAY_TOKEN: 'sesame-open-42' } });
  const hash = '#token=sesame-open-42';
  await using seen = await visit(browser, started.homarus.gatewayUrl, { hash });
  assert.match(await talk(seen.page, 'Hello'), /OK/u);
  assert.doesNotMatch(seen.page.url(), /sesame/u);
  assert.deepEqual(seen.problems, []);
});

/** The last message of a chat request. */
function lastAsked(body: unknown): unknown {
  const messages =
    typeof body === 'object' && body !== null && 'messages' in body ? body.messages : [];
  return Array.isArray(messages) ? messages.findLast(({ role }) => role === 'user') : undefined;
}
