import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { startScriptedServer } from '@homarus/models/testing';
import type { Browser, Locator, Page } from 'playwright-core';

import { assertAccessible } from '../support/axe.ts';
import { album, launchBrowser, talk, visit } from '../support/browser.ts';
import { connectBeside } from '../support/gateway-client.ts';
import type { Beside } from '../support/gateway-client.ts';
import { startHomarus, temporaryHome } from '../support/homarus-process.ts';
import type { RunningHomarus } from '../support/homarus-process.ts';
import { putFacts } from '../support/many-memories.ts';
import { measureFrames } from '../support/measure-frames.ts';

// The memory panel in a real browser, each of its parts.

const home = temporaryHome();
const pictures = album('panel');
let browser: Browser;
let homarus: RunningHomarus;
let beside: Beside;

before(async () => {
  browser = await launchBrowser();
  homarus = await startHomarus({ home: home.path });
  beside = await connectBeside(homarus.gatewayUrl);
});

after(async () => {
  beside[Symbol.dispose]();
  await browser.close();
  await homarus[Symbol.asyncDispose]();
  home[Symbol.dispose]();
  pictures.tell();
});

const sections = [
  'user',
  'self',
  'full',
  'dashboard',
  'search',
  'log',
  'care',
  'transfer',
] as const;
type Section = (typeof sections)[number];

async function open(page: Page, section: Section): Promise<void> {
  await page.locator(`.tabs a[href="#/memory/${section}"]`).click();
  await page.locator(`.tabs a[href="#/memory/${section}"][aria-current="page"]`).waitFor();
}

const itemOf = (page: Page, text: string): Locator =>
  page.locator('article.item').filter({ hasText: text });

test('a memory is added, changed, looked back at, forgotten and brought back', async () => {
  await using seen = await visit(browser, homarus.gatewayUrl, { hash: '#/memory/user' });
  const { page, problems } = seen;
  await page.locator('details.add summary').click();
  await page.locator('details.add textarea').fill('Robin plays the cello.');
  await page.locator('details.add button[type="submit"]').click();
  const item = itemOf(page, 'cello');
  await item.waitFor();

  await item.getByRole('button', { name: 'Edit' }).click();
  await page.locator('form.edit textarea').fill('Robin plays the viola.');
  await page.locator('form.edit button[type="submit"]').click();
  const changed = itemOf(page, 'viola');
  await changed.getByRole('button', { name: 'History' }).click();
  const latest = changed.locator('.timeline > li').first();
  await latest.locator('ins', { hasText: 'viola' }).waitFor();
  assert.equal(await latest.locator('del').innerText(), 'cello');
  await pictures.take(page, 'history');

  await changed.getByRole('button', { name: 'Forget' }).click();
  await changed.waitFor({ state: 'detached' });
  await page.locator('.toast', { hasText: 'Forgotten' }).getByText('Undo').click();
  await changed.waitFor();
  await changed.getByRole('button', { name: 'Forget' }).click();
  await changed.waitFor({ state: 'detached' });
  await page.getByLabel('Also forgotten ones').check();
  await page.locator('article[data-state="deleted"]').waitFor();
  await changed.getByRole('button', { name: 'Bring back' }).click();
  await page.locator('article[data-state="live"]', { hasText: 'viola' }).waitFor();
  assert.deepEqual(problems, []);
});

test('what was said folds by turn, is searched with its reasons, and counted', async () => {
  await using seen = await visit(browser, homarus.gatewayUrl);
  const { page, problems } = seen;
  await talk(page, 'I am allergic to hazelnuts.');
  await page.goto(`${homarus.gatewayUrl}/#/memory/full`);
  const turn = page.locator('.items > .item', { hasText: 'hazelnuts' });
  await turn.locator('summary').click();
  assert.equal(await turn.locator('.batch-item').count(), 2);

  await open(page, 'search');
  await page.getByLabel('What do you look for?').fill('hazelnuts');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  const hit = page.locator('ol.items .item').first();
  await hit.getByText('words: #1').waitFor();
  await page.getByText('How it was found').waitFor();
  await hit.getByRole('link', { name: 'I am allergic to hazelnuts.' }).waitFor();
  await pictures.take(page, 'search');

  await open(page, 'dashboard');
  await page.locator('.chart canvas').waitFor();
  assert.notEqual(await page.locator('.figures dd').first().innerText(), '0');
  await pictures.take(page, 'dashboard');
  await open(page, 'log');
  await page
    .locator('.card', { hasText: 'What was said' })
    .locator('summary', { hasText: 'hazelnuts' })
    .waitFor();
  assert.deepEqual(problems, []);
});

test('with an embedding model, its vectors are counted, and meaning takes part', async () => {
  using other = temporaryHome();
  await using model = await startScriptedServer();
  const env = { OGMEM_BASE_URL: model.url, OGMEM_EMBEDDING_MODEL: 'scripted' };
  await using withModel = await startHomarus({ home: other.path, env });
  using near = await connectBeside(withModel.gatewayUrl);
  const fact = { agentId: 'main', category: 'user_memory_fact' } as const;
  await near.call('memory.admin.add', { ...fact, text: 'Robin sings in a choir.' });
  await using seen = await visit(browser, withModel.gatewayUrl, { hash: '#/memory/care' });
  const { page } = seen;
  await page.getByText('Everything has a vector.').waitFor();
  await page.getByText('1 of 1').waitFor();
  await page.goto(`${withModel.gatewayUrl}/#/memory/search%2Fchoir`);
  const meaning = page.locator('.changes > div', { hasText: 'By meaning' });
  await meaning.getByText('scripted').waitFor();
});

test('it is checked, taken out as a file, and taken in again', async () => {
  const fact = { agentId: 'main', category: 'user_memory_fact' } as const;
  await beside.call('memory.admin.add', { ...fact, text: 'Robin collects stamps.' });
  await using seen = await visit(browser, homarus.gatewayUrl, { hash: '#/memory/care' });
  const { page, problems } = seen;
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('Everything fits.').waitFor();
  await pictures.take(page, 'care');

  await open(page, 'transfer');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  assert.match(text, /"type":"header"/u);
  assert.match(text, /"type":"end"/u);
  const file = path.join(home.path, 'again.jsonl');
  await writeFile(file, text);
  await page.locator('input[type="file"]').setInputFiles(file);
  const known = page.locator('.fact-list div', { hasText: 'Known already' });
  await known.waitFor();
  assert.notEqual(await known.locator('dd').innerText(), '0');
  assert.deepEqual(problems, []);
});

test('everybody can use it: light and dark, Chinese, on a phone', async () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
  for (const options of [{}, { colorScheme: 'dark', locale: 'zh-CN', ...phone }] as const) {
    await using seen = await visit(browser, homarus.gatewayUrl, {
      ...options,
      hash: '#/memory/user',
    });
    const { page, problems } = seen;
    for (const section of sections) {
      await open(page, section);
      await page.waitForFunction(() => document.querySelector('.page .working') === null);
      await assertAccessible(page, section);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= (page.viewportSize()?.width ?? 0), `${section} is ${width} wide`);
      await pictures.take(page, `${'locale' in options ? 'zh' : 'en'}-${section}`);
    }
    assert.deepEqual(problems, []);
  }
});

test('the panel alone asks for the token, and leads to the whole page', async () => {
  using other = temporaryHome();
  const env = { HOMARUS_GATEWAY_TOKEN: 'sesame-open-42' };
  await using locked = await startHomarus({ home: other.path, env });
  await using seen = await visit(browser, `${locked.gatewayUrl}/plugins/memory`);
  const { page } = seen;
  await page.locator('#token').fill('sesame-open-42');
  await page.locator('#token').press('Enter');
  await page.locator('.tabs a[aria-current="page"]').waitFor();
  assert.equal(await page.locator('.sidebar').count(), 0);
  await open(page, 'dashboard');
  await page.locator('.chart canvas').waitFor();
  await page.evaluate(() => {
    window.location.hash = '#/chat/agent:main:main';
  });
  await page.locator('#prompt').waitFor();
  assert.equal(new URL(page.url()).pathname, '/');
});

test('ten thousand memories are scrolled through, and few are in the page', async (t) => {
  await putFacts(beside, 10_000);
  await using seen = await visit(browser, homarus.gatewayUrl, { hash: '#/memory/user' });
  const { page, problems } = seen;
  await page.locator('.count', { hasText: '10,00' }).waitFor();
  const frames = await measureFrames(page, { scrollBy: 300 });
  t.diagnostic(`10,000 memories, 2 s of scrolling: ${frames}`);
  await page.evaluate(() => {
    const scroll = document.querySelector('.main .scroll');
    if (scroll !== null) scroll.scrollTop = scroll.scrollHeight;
  });
  await itemOf(page, 'Fact number 0 is').waitFor();
  assert.ok((await page.locator('article.item').count()) < 60);
  assert.deepEqual(problems, []);
});
