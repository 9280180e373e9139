import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { Browser, Page } from 'playwright-core';

import { assertAccessible } from '../support/axe.ts';
import { album, launchBrowser, visit } from '../support/browser.ts';
import { connectBeside } from '../support/gateway-client.ts';
import type { Beside } from '../support/gateway-client.ts';
import { startHomarus, temporaryHome } from '../support/homarus-process.ts';
import type { RunningHomarus } from '../support/homarus-process.ts';

// What a person has changed and not saved: it is asked for before it is left.

const home = temporaryHome();
const pictures = album('leave');
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

const openAt = (hash: string, locale = 'en-US') =>
  visit(browser, homarus.gatewayUrl, { hash: `#/${hash}`, locale });

const dialog = (page: Page) => page.locator('dialog.confirm');

/** The menu's link to a page. */
const link = (page: Page, name: string) => page.locator(`.pages a[href="#/${name}"]`);

const isAt = (page: Page, name: string): Promise<void> =>
  link(page, name).and(page.locator('[aria-current="page"]')).waitFor();

test('settings that are not saved are asked for: by link, going back, and closing the tab', async () => {
  await using seen = await openAt('overview');
  const { page, problems } = seen;
  await link(page, 'config').click();
  await page.locator('.tabs a', { hasText: 'Memory' }).click();
  const burst = page.getByRole('spinbutton', { name: 'Burst' });
  await burst.fill('77');
  // Another section is the same form.
  await page.locator('.tabs a', { hasText: 'Models' }).click();
  await page.locator('.tabs a[aria-current="page"]', { hasText: 'Models' }).waitFor();
  assert.equal(await dialog(page).count(), 0);

  await link(page, 'tasks').click();
  await dialog(page).getByText('not saved').waitFor();
  await pictures.take(page, 'settings');
  await assertAccessible(page, 'unsaved settings');
  await dialog(page).getByRole('button', { name: 'Stay' }).click();
  await dialog(page).waitFor({ state: 'detached' });
  assert.match(page.url(), /#\/config\/models$/u);
  await isAt(page, 'config');

  // Twice back is the section, and then the overview.
  await page.goBack();
  await burst.waitFor();
  assert.equal(await burst.inputValue(), '77');
  await page.evaluate(() => window.history.go(-2));
  await dialog(page).press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  assert.match(page.url(), /#\/config\/memory$/u);
  assert.equal(await burst.inputValue(), '77');

  page.once('dialog', (asked) => {
    assert.equal(asked.type(), 'beforeunload');
    void asked.dismiss();
  });
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  await asked;
  assert.equal(await burst.inputValue(), '77');

  await page.evaluate(() => window.history.go(-2));
  await dialog(page).getByRole('button', { name: 'Leave without saving' }).click();
  await isAt(page, 'overview');
  await page.goForward();
  await isAt(page, 'config');
  await page.getByText('Nothing is changed.').waitFor();
  assert.deepEqual(problems, []);
});

test('what is saved or discarded is left without a question', async () => {
  await using seen = await openAt('config/memory');
  const { page, problems } = seen;
  const burst = page.getByRole('spinbutton', { name: 'Burst' });
  await burst.fill('78');
  await page.getByRole('button', { name: 'Discard' }).click();
  await link(page, 'tasks').click();
  await isAt(page, 'tasks');
  await page.goBack();
  await burst.fill('79');
  await page.getByRole('button', { name: 'Show the change' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.toast', { hasText: 'Saved' }).waitFor();
  await link(page, 'tasks').click();
  await isAt(page, 'tasks');
  assert.deepEqual(problems, []);
});

test('the text of the file stays when somebody else saves, and their change is shown', async () => {
  await using seen = await openAt('config/raw');
  const { page, problems } = seen;
  const text = page.getByLabel('The file');
  await text.fill(`${await text.inputValue()}claw:\n  name: Robin\n`);
  await beside.call('config.patch', { raw: '{"memory":{"rate_limit":{"burst":80}}}' });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.toast', { hasText: 'changed meanwhile' }).waitFor();
  await page.locator('.diff del', { hasText: 'burst: 80' }).waitFor();
  assert.match(await text.inputValue(), /name: Robin/u);
  await link(page, 'logs').click();
  await dialog(page).getByRole('button', { name: 'Leave without saving' }).click();
  await isAt(page, 'logs');
  assert.deepEqual(problems, []);
});

test('files of an agent keep what is written in each; leaving the agent asks, in Chinese too', async () => {
  await using seen = await openAt('agents/main', 'zh-CN');
  const { page, problems } = seen;
  const soul = page.getByRole('button', { name: 'SOUL.md' });
  await soul.click();
  await page.getByLabel(/SOUL\.md$/u).fill('说话简短。');
  await page.getByRole('button', { name: 'USER.md' }).click();
  await page.getByLabel(/USER\.md$/u).fill('住在苏州。');
  await soul.click();
  assert.equal(await page.getByLabel(/SOUL\.md$/u).inputValue(), '说话简短。');
  await link(page, 'tasks').click();
  await dialog(page).getByText('尚未保存').waitFor();
  await pictures.take(page, 'files-zh');
  await dialog(page).getByRole('button', { name: '留在此页' }).click();
  const files = page.locator('section').filter({ has: soul });
  for (const [name, content] of [
    ['SOUL.md', '说话简短。'],
    ['USER.md', '住在苏州。'],
  ] as const) {
    const button = page.getByRole('button', { name });
    await button.click();
    await files.getByRole('button', { name: '保存', exact: true }).click();
    await button.and(page.locator('[data-missing="false"]')).waitFor();
    const { file } = await beside.call('agents.files.get', { agentId: 'main', name });
    assert.equal(file.content, content);
  }
  await link(page, 'tasks').click();
  await isAt(page, 'tasks');
  assert.deepEqual(problems, []);
});

test('a task that is being written is asked for; its own button leaves it', async () => {
  await using seen = await openAt('tasks');
  const { page, problems } = seen;
  await page.getByRole('button', { name: 'Add a task' }).click();
  await page.getByLabel('Name').fill('Morning');
  await page.locator('#new-conversation').click();
  await dialog(page).getByRole('button', { name: 'Stay' }).click();
  assert.equal(await page.getByLabel('Name').inputValue(), 'Morning');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('#new-conversation').click();
  await page.locator('#prompt').waitFor();
  assert.deepEqual(problems, []);
});
