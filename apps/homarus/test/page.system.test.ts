import assert from 'node:assert/strict';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { startScriptedServer } from '@homarus/models/testing';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import { startHomarus, temporaryHome } from './support/homarus-process.ts';
import type { RunningHomarus } from './support/homarus-process.ts';

// The chat page in a real browser, from the first visit to the first answer. Pictures of what was
// seen are left in a folder that the test names.

const executablePath = '/usr/bin/chromium';
const pictures = mkdtempSync(path.join(tmpdir(), 'homarus-page-'));
const home = temporaryHome();
let homarus: RunningHomarus;
let browser: Browser;

before(async () => {
  assert.ok(existsSync(executablePath), 'Chromium is needed: apt-get install chromium');
  homarus = await startHomarus({ home: home.path });
  browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
});

after(async () => {
  await browser.close();
  await homarus[Symbol.asyncDispose]();
  home[Symbol.dispose]();
  process.stdout.write(`pictures: ${pictures}\n`);
});

interface Visit extends AsyncDisposable {
  readonly page: Page;
  /** What went wrong in the page: console errors, exceptions, failed requests. */
  readonly problems: readonly string[];
}

async function visit(options: BrowserContextOptions, url = homarus.gatewayUrl): Promise<Visit> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('requestfailed', (request) => {
    problems.push(`${request.url()}: ${request.failure()?.errorText ?? ''}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.url()}: ${response.status()}`);
  });
  await page.goto(`${url}/`);
  return { page, problems, [Symbol.asyncDispose]: () => context.close() };
}

/** Sends a message and answers what the page shows as the reply. */
async function talk(page: Page, text: string): Promise<string> {
  const finished = page.locator('article.assistant[aria-busy="false"]');
  const count = await finished.count();
  await page.locator('#prompt').fill(text);
  await page.locator('#prompt').press('Enter');
  await finished.nth(count).waitFor();
  return finished.nth(count).locator('.content').innerText();
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
}

test('first visit: a message is answered, and a new conversation knows it', async () => {
  await using seen = await visit({ locale: 'en-US' });
  const { page, problems } = seen;
  await picture(page, 'welcome');
  await talk(page, 'I am allergic to peanuts.');
  await page.locator('#new-conversation').click();
  const answer = await talk(page, 'What am I allergic to?');
  assert.match(answer, /peanuts/u);
  await picture(page, 'answer');
  assert.deepEqual(problems, []);
});

test('Chinese: the page speaks it where the browser does', async () => {
  await using seen = await visit({ locale: 'zh-CN' });
  const { page, problems } = seen;
  assert.match((await page.locator('html').getAttribute('lang')) ?? '', /^zh/u);
  assert.match(await page.locator('#send').innerText(), /\p{Script=Han}/u);
  await talk(page, '我住在苏州。');
  await page.locator('#new-conversation').click();
  assert.match(await talk(page, '我住在哪里？'), /苏州/u);
  await picture(page, 'chinese');
  assert.deepEqual(problems, []);
});

test('dark where the system is dark, and by the button', async () => {
  await using seen = await visit({ colorScheme: 'dark' });
  const { page, problems } = seen;
  const dark = await brightness(page);
  assert.ok(dark < 80, `brightness ${dark}`);
  await picture(page, 'dark');
  await page.locator('#theme').click();
  const light = await brightness(page);
  assert.ok(light > 180, `brightness ${light}`);
  assert.deepEqual(problems, []);
});

test('on a phone nothing is cut off, and the conversations are behind a button', async () => {
  await using seen = await visit({ viewport: { width: 360, height: 740 }, hasTouch: true });
  const { page, problems } = seen;
  await talk(page, `a long word: ${'x'.repeat(300)}`);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 360, `the page is ${width} wide`);
  await picture(page, 'phone');
  await page.locator('#open-sidebar').click();
  await page.locator('#new-conversation').click();
  await picture(page, 'phone-new');
  assert.deepEqual(problems, []);
});

test('an answer is shown while it comes, and can be stopped', async () => {
  using other = temporaryHome();
  await using model = await startScriptedServer();
  model.setDefault({ text: 'word '.repeat(200), chunks: 100, chunkDelayMs: 50 });
  const env = { LLM_BASE_URL: model.url, LLM_MODEL: 'slow' };
  await using withModel = await startHomarus({ home: other.path, env });
  await using seen = await visit({}, withModel.gatewayUrl);
  const { page } = seen;
  await page.locator('#prompt').fill('hello');
  await page.locator('#send').click();
  const answer = page.locator('article.assistant[aria-busy="true"] .content');
  await answer.filter({ hasText: 'word word' }).waitFor();
  const early = (await answer.innerText()).length;
  await page.waitForFunction(
    (length) =>
      (document.querySelector('article.assistant .content')?.textContent.length ?? 0) > length,
    early,
  );
  await picture(page, 'streaming');
  await page.locator('#stop').click();
  await page.locator('article.assistant[aria-busy="false"]').waitFor();
  await picture(page, 'stopped');
});

/** Of the page's background, 0 to 255. */
async function brightness(page: Page): Promise<number> {
  const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/gu) ?? []).map(Number);
  return (red + green + blue) / 3;
}
