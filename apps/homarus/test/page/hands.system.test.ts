import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { startScriptedServer } from '@homarus/models/testing';
import type { RecordedRequest, ScriptedReply, ScriptedServer } from '@homarus/models/testing';
import type { Browser, Page } from 'playwright-core';

import { assertAccessible } from '../support/axe.ts';
import { answers, album, launchBrowser, say, talk, visit } from '../support/browser.ts';
import { connectBeside } from '../support/gateway-client.ts';
import { startHomarus, temporaryHome } from '../support/homarus-process.ts';
import type { RunningHomarus } from '../support/homarus-process.ts';
import { measureFrames } from '../support/measure-frames.ts';

// The conversation in the hands of a person: keyboard, screen reader, corrections, and how fast it is.

const home = temporaryHome();
const pictures = album('hands');
let browser: Browser;
let model: ScriptedServer;
let homarus: RunningHomarus;

const settings = `version: '2026.1'
agents:
  main:
    exec: { mode: ask }
  scout:
    name: Scout
    emoji: 🔭
`;

before(async () => {
  browser = await launchBrowser();
  model = await startScriptedServer();
  model.setDefault(replyTo);
  writeFileSync(path.join(home.path, 'config.yaml'), settings);
  const env = { LLM_BASE_URL: model.url, LLM_MODEL: 'parrot' };
  homarus = await startHomarus({ home: home.path, env });
});

after(async () => {
  await browser.close();
  await model[Symbol.asyncDispose]();
  await homarus[Symbol.asyncDispose]();
  home[Symbol.dispose]();
  pictures.tell();
});

/** Runs a command when it is asked to run one, speaks slowly when asked to, and says `OK.` else. */
function replyTo({ body }: RecordedRequest): ScriptedReply {
  const text = JSON.stringify(body);
  if (text.includes('"response_format"')) return { json: { items: [] } };
  const messages = (body as { readonly messages: readonly { readonly role: string }[] }).messages;
  const asked = JSON.stringify(messages.findLast(({ role }) => role === 'user'));
  if (asked.includes('slowly'))
    return { text: 'word '.repeat(2000), chunks: 1000, chunkDelayMs: 30 };
  if (asked.includes('run it') && messages.at(-1)?.role === 'user')
    return { toolCalls: [{ name: 'exec', arguments: { command: 'echo done' } }] };
  return { text: 'OK, **noted**:\n\n```js\nlet a = 1;\n```' };
}

test('by keyboard alone: skip, say, command, choose an agent, approve', async () => {
  await using seen = await visit(browser, homarus.gatewayUrl);
  const { page, problems } = seen;
  const { keyboard } = page;
  await page.locator('#choose-agent').waitFor();
  await page.locator('.skip').focus();
  await keyboard.press('Enter');
  await keyboard.type('Please run it');
  await keyboard.press('Enter');
  await page.locator('.approval').waitFor();
  await tabTo(page, 'Allow once');
  await keyboard.press('Enter');
  await page.locator(answers, { hasText: 'noted' }).waitFor();

  await page.locator('#prompt').focus();
  await keyboard.type('/th');
  await page.locator('.commands [aria-selected="true"]', { hasText: '/theme' }).waitFor();
  await keyboard.press('Enter');
  await keyboard.press('Enter');
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');

  await page.locator('#choose-agent').focus();
  await keyboard.press('Enter');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await page.locator('.agent-name', { hasText: 'Scout' }).waitFor();
  await keyboard.type('Who are you?');
  await keyboard.press('Enter');
  await page.locator(answers).waitFor();
  assert.match(page.url(), /agent%3Ascout/u);
  assert.deepEqual(problems, []);
});

/** Presses Tab until the button has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  for (let press = 0; press < 60; press += 1) {
    if (await button.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(press < 30 ? 'Shift+Tab' : 'Tab');
  }
  assert.fail(`Tab does not get to ${name}.`);
}

test('files are chosen, pasted and dropped; a conversation is found by what was said in it', async () => {
  await using seen = await visit(browser, homarus.gatewayUrl);
  const { page, problems } = seen;
  const names = page.locator('.composer .file');
  const plain = { name: 'chosen.txt', mimeType: 'text/plain', buffer: Buffer.from('chosen') };
  await page.locator('.composer input[type="file"]').setInputFiles([plain]);
  await names.filter({ hasText: 'chosen.txt' }).waitFor();
  await give(page, '#prompt', 'paste', 'pasted.txt');
  await names.filter({ hasText: 'pasted.txt' }).waitFor();
  await give(page, '.chat', 'drop', 'dropped.txt');
  await names.filter({ hasText: 'dropped.txt' }).waitFor();
  await page.getByRole('button', { name: 'Remove pasted.txt' }).click();
  await talk(page, 'Keep these files, and the word ocarina');
  const said = page.locator('article.user .file');
  assert.deepEqual(await said.allInnerTexts(), ['chosen.txt', 'dropped.txt']);

  await page.locator('#new-conversation').click();
  await page.locator('.welcome').waitFor();
  await page.getByRole('searchbox', { name: 'Search conversations' }).fill('ocarina');
  await page.locator('.conversation', { hasText: 'ocarina' }).first().click();
  await page.locator('article.user', { hasText: 'ocarina' }).waitFor();
  assert.deepEqual(problems, []);
});

/** Has a file pasted or dropped, as the browser tells the page of it. */
async function give(
  page: Page,
  selector: string,
  type: 'paste' | 'drop',
  name: string,
): Promise<void> {
  await page.locator(selector).evaluate(
    (element, given) => {
      const data = new DataTransfer();
      data.items.add(new File(['text'], given.name, { type: 'text/plain' }));
      const options = { bubbles: true, cancelable: true };
      const event =
        given.type === 'paste'
          ? new ClipboardEvent('paste', { ...options, clipboardData: data })
          : new DragEvent('drop', { ...options, dataTransfer: data });
      element.dispatchEvent(event);
    },
    { type, name },
  );
}

test('what memory gave can be corrected, kept and forgotten beside the answer', async () => {
  await using seen = await visit(browser, homarus.gatewayUrl);
  const { page, problems } = seen;
  using beside = await connectBeside(homarus.gatewayUrl);
  const fact = { agentId: 'main', category: 'user_memory_fact' } as const;
  await beside.call('memory.admin.add', { ...fact, text: 'Robin rows on the lake.' });
  const list = async (): Promise<string> => {
    const { items } = await beside.call('memory.admin.list', { agentId: 'main' });
    return items.map(({ text, importance }) => `${text} ${importance}`).join('\n');
  };
  await talk(page, 'Where does Robin row?');
  await page.locator('details.memory summary').click();
  const recalled = page.locator('details.memory li', { hasText: 'rows on the lake' });
  await recalled.getByText('Added by hand').waitFor();
  await assertAccessible(page, 'memory used');
  await recalled.getByRole('button', { name: 'Wrong' }).click();
  await recalled.getByLabel('How it really is').fill('Robin rows on the river.');
  await recalled.getByRole('button', { name: 'Save' }).click();
  await page.locator('.toast', { hasText: 'Corrected.' }).waitFor();
  assert.match(await list(), /on the river/u);

  await talk(page, 'Where does Robin row these days?');
  await page.locator('details.memory summary').last().click();
  await page.getByRole('button', { name: 'Always remember' }).last().click();
  await page.locator('.toast', { hasText: 'always be remembered' }).waitFor();
  assert.match(await list(), /river\. 1$/mu);
  assert.deepEqual(problems, []);
});

test('the conversation is accessible in every state, light and dark', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await using seen = await visit(browser, homarus.gatewayUrl, { colorScheme });
    const { page } = seen;
    await page.locator('.welcome').waitFor();
    await assertAccessible(page, `${colorScheme}: welcome`);
    await say(page, 'Please run it');
    await page.locator('.approval').waitFor();
    await assertAccessible(page, `${colorScheme}: approval`);
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.locator(answers).waitFor();
    await page.locator('details.step summary').click();
    await page.locator('#prompt').fill('/');
    await assertAccessible(page, `${colorScheme}: answer and commands`);
    await page.locator('#prompt').fill('');
    await page.locator('#model').click();
    await page.getByRole('menu', { name: 'Models' }).waitFor();
    await assertAccessible(page, `${colorScheme}: models`);
    await pictures.take(page, colorScheme);
  }
});

test('it is fast: first paint, five thousand messages, typing while an answer comes', async (t) => {
  await using first = await visit(browser, homarus.gatewayUrl);
  t.diagnostic(`first visit: ${await paints(first.page)}`);
  using beside = await connectBeside(homarus.gatewayUrl);
  const key = 'agent:main:web:long';
  await beside.call('sessions.create', { key, agentId: 'main' });
  for (let from = 0; from < 5000; from += 100) {
    const some = Array.from({ length: 100 }, (_none, place) =>
      beside.call('chat.inject', {
        sessionKey: key,
        message: `Message ${from + place}. ${'Some **words**. '.repeat((from + place) % 13)}`,
      }),
    );
    await Promise.all(some);
  }
  const hash = `#/chat/${encodeURIComponent(key)}`;
  await using seen = await visit(browser, homarus.gatewayUrl, { hash });
  const { page, problems } = seen;
  await page.locator('article', { hasText: 'Message 4999' }).waitFor();
  t.diagnostic(`5,000 messages, scrolling up: ${await measureFrames(page, { scrollBy: -300 })}`);
  assert.ok((await page.locator('.log article').count()) < 80);
  await page.evaluate(async () => {
    for (;;) {
      const button = document.querySelector<HTMLButtonElement>('.earlier');
      if (button === null) return;
      button.click();
      await new Promise(requestAnimationFrame);
    }
  });
  await page.evaluate(() => document.querySelector('.main .scroll')?.scrollTo({ top: 0 }));
  await page.locator('article', { hasText: 'Message 0.' }).waitFor();
  await page.locator('.to-end').click();
  await say(page, 'Speak slowly');
  await page.locator('article.assistant', { hasText: 'word word' }).waitFor();
  const frames = await measureFrames(page, { typeInto: '#prompt' });
  t.diagnostic(`typing while an answer comes, all 5,000 messages read: ${frames}`);
  await page.locator('#stop').click();
  assert.deepEqual(problems, []);
});

/** After the browser was sent to the page: `first-paint 90 ms, first-contentful-paint 120 ms`. */
async function paints(page: Page): Promise<string> {
  await page.locator('.welcome').waitFor();
  return page.evaluate(() =>
    performance
      .getEntriesByType('paint')
      .map(({ name, startTime }) => `${name} ${Math.round(startTime)} ms`)
      .join(', '),
  );
}
