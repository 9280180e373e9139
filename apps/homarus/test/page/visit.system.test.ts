import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startScriptedServer } from '@homarus/models/testing';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import { album, launchBrowser, talk, visit as open } from '../support/browser.ts';
import type { Visit } from '../support/browser.ts';
import { startHomarus, temporaryHome } from '../support/homarus-process.ts';
import type { RunningHomarus } from '../support/homarus-process.ts';

// The page in a real browser, from the first visit to the first answer.

const home = temporaryHome();
const pictures = album('visit');
const picture = pictures.take;
let homarus: RunningHomarus;
let browser: Browser;

before(async () => {
  homarus = await startHomarus({ home: home.path });
  browser = await launchBrowser();
});

after(async () => {
  await browser.close();
  await homarus[Symbol.asyncDispose]();
  home[Symbol.dispose]();
  pictures.tell();
});

const visit = (options: BrowserContextOptions, url = homarus.gatewayUrl): Promise<Visit> =>
  open(browser, url, options);

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
