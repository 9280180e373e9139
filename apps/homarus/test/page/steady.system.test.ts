import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startScriptedServer } from '@homarus/models/testing';
import type { ScriptedReply, ScriptedServer } from '@homarus/models/testing';
import type { Browser } from 'playwright-core';

import { answers, album, launchBrowser, say, talk, visit } from '../support/browser.ts';
import { openFarDoor } from '../support/far-door.ts';
import { findFreePort } from '../support/free-port.ts';
import { connectBeside } from '../support/gateway-client.ts';
import { startHomarus, temporaryHome } from '../support/homarus-process.ts';
import type { RunningHomarus } from '../support/homarus-process.ts';

// What happens to the page when the gateway goes, another tab speaks, or another browser wants in.

const home = temporaryHome();
const pictures = album('steady');
let browser: Browser;
let model: ScriptedServer;
let homarus: RunningHomarus;
let reply: ScriptedReply = { text: 'OK.' };

before(async () => {
  browser = await launchBrowser();
  model = await startScriptedServer();
  model.setDefault(({ body }) =>
    JSON.stringify(body).includes('"response_format"') ? { json: { items: [] } } : reply,
  );
  homarus = await start(await findFreePort());
});

after(async () => {
  await browser.close();
  await model[Symbol.asyncDispose]();
  await homarus[Symbol.asyncDispose]();
  home[Symbol.dispose]();
  pictures.tell();
});

const start = (port: number): Promise<RunningHomarus> =>
  startHomarus({
    home: home.path,
    args: ['--port', `${port}`],
    env: { LLM_BASE_URL: model.url, LLM_MODEL: 'parrot' },
  });

test('the gateway is killed and comes back: the page says so, and reads what it missed', async () => {
  await using seen = await visit(browser, homarus.gatewayUrl);
  const { page } = seen;
  await talk(page, 'Hello');
  const key = decodeURIComponent(new URL(page.url()).hash.replace('#/chat/', ''));
  const port = Number(new URL(homarus.gatewayUrl).port);
  await homarus.stop('SIGKILL');
  await page.locator('.banner', { hasText: 'cannot be reached' }).waitFor();
  await say(page, 'Said while it was away');
  await page.locator('article.waiting', { hasText: 'Said while' }).waitFor();
  await pictures.take(page, 'away');

  homarus = await start(port);
  using beside = await connectBeside(homarus.gatewayUrl);
  await beside.call('chat.inject', { sessionKey: key, message: 'Missed by the page.' });
  await page
    .getByRole('button', { name: 'Try now' })
    .click({ timeout: 2000 })
    .catch(() => undefined);
  await page.locator('article', { hasText: 'Missed by the page.' }).waitFor();
  await page.locator('article.user:not(.waiting)', { hasText: 'Said while' }).waitFor();
  await page.locator(answers, { hasText: 'OK.' }).nth(1).waitFor();
  assert.equal(await page.locator('article.user').count(), 2);
  await page.locator('.banner').waitFor({ state: 'detached' });
});

test('without the gateway the page opens all the same and says what is missing', async () => {
  using other = temporaryHome();
  await using gone = await startHomarus({ home: other.path });
  await using seen = await visit(browser, gone.gatewayUrl);
  const { page } = seen;
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await gone.stop('SIGKILL');
  await page.reload();
  await page.locator('.banner', { hasText: 'cannot be reached' }).waitFor();
  assert.ok(await page.locator('#prompt').isVisible());
});

test('two tabs show the same conversation while it is written', async () => {
  await using seen = await visit(browser, homarus.gatewayUrl);
  const { page, problems } = seen;
  await talk(page, 'From the first tab');
  const second = await page.context().newPage();
  await second.goto(page.url());
  await second.locator('article.user', { hasText: 'From the first tab' }).waitFor();
  reply = { text: 'Long '.repeat(80), chunks: 80, chunkDelayMs: 30 };
  await say(page, 'tell me more');
  await second.locator('article.assistant[aria-busy="true"]', { hasText: 'Long Long' }).waitFor();
  await second.locator('#stop').click();
  await page.locator(answers, { hasText: 'Stopped.' }).waitFor();
  await second.locator(answers, { hasText: 'Stopped.' }).waitFor();
  reply = { text: 'OK.' };
  await talk(second, 'From the second tab');
  await page.locator('article.user', { hasText: 'From the second tab' }).waitFor();
  assert.deepEqual(problems, []);
});

test('another browser has to be let in, by one that is in', async () => {
  using other = temporaryHome();
  await using locked = await startHomarus({
    home: other.path,
    env: { HOMARUS_GATEWAY_TOKEN: 'sesame-open-42' },
  });
  const hash = '#token=sesame-open-42';
  await using inside = await visit(browser, locked.gatewayUrl, { hash });
  await inside.page.locator('.health[data-tone="good"]').waitFor();
  await using door = await openFarDoor(locked.gatewayUrl);
  await using outside = await visit(browser, door.url, { hash });
  await outside.page.locator('.banner', { hasText: 'approve the request' }).waitFor();
  await pictures.take(outside.page, 'pairing');
  const asking = inside.page.locator('.banner', { hasText: 'asks to be let in' });
  await asking.waitFor();
  await pictures.take(inside.page, 'asking');
  await asking.getByRole('button', { name: 'Approve' }).click();
  await outside.page.locator('.health[data-tone="good"]').waitFor();
  await asking.waitFor({ state: 'detached' });
});

test('an answer that arrives while a person looks elsewhere is announced', async () => {
  await using seen = await visit(browser, homarus.gatewayUrl, { permissions: ['notifications'] });
  const { page, problems } = seen;
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.getByRole('button', { name: 'Tell me when an answer arrives' }).click();
  await page.getByRole('button', { name: 'Answers are announced' }).waitFor();
  // A browser without a screen has no window that can be covered.
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true });
  });
  reply = { text: 'Your tea is ready.' };
  await talk(page, 'Make tea');
  reply = { text: 'OK.' };
  // The browser shows it some time after the page has asked for it.
  const shown = await page.waitForFunction(async () => {
    const registration = await navigator.serviceWorker.ready;
    const notifications = await registration.getNotifications();
    return notifications.map(({ title, body }) => `${title}: ${body}`).join('\n');
  });
  assert.equal(await shown.jsonValue(), 'Your answer is here: Your tea is ready.');
  assert.deepEqual(problems, []);
});
