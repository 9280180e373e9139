import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { startScriptedServer } from '@homarus/models/testing';
import type { ScriptedServer } from '@homarus/models/testing';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import { assertAccessible } from '../support/axe.ts';
import { album, launchBrowser, visit } from '../support/browser.ts';
import { openFarDoor } from '../support/far-door.ts';
import { connectBeside } from '../support/gateway-client.ts';
import type { Beside } from '../support/gateway-client.ts';
import { startHomarus, temporaryHome } from '../support/homarus-process.ts';
import type { RunningHomarus } from '../support/homarus-process.ts';

// The pages beside chat and memory in a real browser: each with data, and what can be done on it.

const home = temporaryHome();
const configFile = path.join(home.path, 'config.yaml');
const pictures = album('pages');
let browser: Browser;
let model: ScriptedServer;
let homarus: RunningHomarus;
let beside: Beside;

before(async () => {
  browser = await launchBrowser();
  model = await startScriptedServer();
  model.setDefault(({ body }) =>
    isToRun(body)
      ? { toolCalls: [{ name: 'exec', arguments: { command: 'uname' } }] }
      : { text: 'Nothing new.' },
  );
  await writeFile(configFile, '# Mine\nclaw:\n  name: Robin\n');
  await putPlugin(path.join(home.path, 'data', 'plugins', 'weather'));
  const env = { LLM_BASE_URL: model.url, LLM_MODEL: 'parrot' };
  homarus = await startHomarus({ home: home.path, env });
  beside = await connectBeside(homarus.gatewayUrl);
  await putData(beside);
});

after(async () => {
  beside[Symbol.dispose]();
  await browser.close();
  await homarus[Symbol.asyncDispose]();
  await model[Symbol.asyncDispose]();
  home[Symbol.dispose]();
  pictures.tell();
});

/** Whether the last message of a chat request is the one that asks for a command. */
function isToRun(body: unknown): boolean {
  return /"content":"[^"]*Run uname[^"]*"\}\]/u.test(JSON.stringify(body));
}

/** Something for each page to show. */
async function putData({ call }: Beside): Promise<void> {
  for (const word of ['pears', 'plums']) {
    const key = `agent:main:web:${word}`;
    const { runId } = await call('chat.send', {
      sessionKey: key,
      message: `I like ${word}`,
      idempotencyKey: word,
    });
    await call('agent.wait', { runId });
  }
  await call('cron.add', {
    name: 'Briefing',
    schedule: { kind: 'cron', expr: '30 7 * * 1-5', tz: 'Asia/Shanghai' },
    sessionTarget: 'isolated',
    payload: { kind: 'agentTurn', message: 'What is new?' },
  });
  await call('exec.approvals.set', {
    file: { version: 1, defaults: {}, agents: { main: { allowlist: [{ pattern: 'git log *' }] } } },
  });
}

/** A plugin that offers a tool. */
async function putPlugin(folder: string): Promise<void> {
  const files = {
    'openclaw.plugin.json': '{"id":"weather","name":"Weather","configSchema":{"type":"object"}}',
    'package.json':
      '{"name":"weather","version":"1.2.3","type":"module","openclaw":{"extensions":["./index.js"]}}',
    'index.js': `export default {
      id: 'weather',
      register(api) {
        const parameters = { type: 'object', properties: {} };
        api.registerTool({ name: 'forecast', description: 'x', parameters, execute: () => ({ content: [] }) });
      },
    };`,
  };
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
}

/** Each page with something that it shows of {@link putData}. */
const pages = [
  ['overview', 'I like pears'],
  ['sessions', 'I like plums'],
  ['agents', 'Robin'],
  ['tasks', 'Briefing'],
  ['plugins', 'weather'],
  ['devices', 'Homarus'],
  ['approvals', 'git log *'],
  ['audit', 'exec.approvals.set'],
  ['logs', 'homarus.log'],
  ['config', 'claw.name'],
  ['doctor', 'environment/parrot'],
] as const;

async function open(page: Page, name: string): Promise<void> {
  await page.locator(`.pages a[href="#/${name}"]`).click();
  // On a phone the menu goes away with the click.
  const current = page.locator(`.pages a[href="#/${name}"][aria-current="page"]`);
  await current.waitFor({ state: 'attached' });
}

const openAt = (name: string, options: BrowserContextOptions = {}) =>
  visit(browser, homarus.gatewayUrl, { hash: `#/${name}`, ...options });

for (const [language, options] of Object.entries({
  en: { locale: 'en-US', colorScheme: 'light' },
  zh: { locale: 'zh-CN', colorScheme: 'dark' },
} as const)) {
  test(`every page shows its data, and is accessible: ${language}`, async () => {
    await using seen = await openAt('overview', options);
    const { page, problems } = seen;
    for (const [name, text] of pages) {
      await open(page, name);
      await page.locator('main').getByText(text).first().waitFor();
      await page.locator('.working').waitFor({ state: 'detached' });
      await pictures.take(page, `${language}-${name}`);
      await assertAccessible(page, `${language} ${name}`);
    }
    const titles = await page.locator('.pages a').allInnerTexts();
    const isHan = titles.map((title) => /\p{Script=Han}/u.test(title));
    assert.ok(
      isHan.every((han) => han === (language === 'zh')),
      titles.join(' '),
    );
    assert.deepEqual(problems, []);
  });
}

test('on a phone no page is wider than the screen', async () => {
  await using seen = await openAt('overview', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  const { page, problems } = seen;
  for (const [name, text] of pages) {
    await page.locator('#open-sidebar').click();
    await open(page, name);
    await page.locator('main').getByText(text).first().waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `${name} is ${width} wide`);
    await pictures.take(page, `phone-${name}`);
  }
  assert.deepEqual(problems, []);
});

test('a setting is checked, its change is shown, and the file keeps its comments', async () => {
  await using seen = await openAt('config/memory');
  const { page, problems } = seen;
  const burst = page.getByRole('spinbutton', { name: 'Burst' });
  await burst.fill('-1');
  await page.locator('.setting', { has: burst }).getByText('At least 0.').waitFor();
  await page.getByRole('button', { name: 'Show the change' }).click();
  assert.equal(await page.getByRole('button', { name: 'Save' }).isDisabled(), true);
  await pictures.take(page, 'config-problem');
  await burst.fill('77');
  await page.locator('.changes ins', { hasText: '77' }).waitFor();
  // Somebody else changes the file meanwhile: it is told, and what was edited is still there.
  await beside.call('config.patch', { raw: '{"claw":{"instructions":"Be kind."}}' });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.toast', { hasText: 'changed meanwhile' }).waitFor();
  await page.locator('.tabs a', { hasText: 'Assistant' }).click();
  await page.waitForFunction(() => document.querySelector('textarea')?.value === 'Be kind.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.toast', { hasText: 'Saved' }).waitFor();
  assert.match(await readFile(configFile, 'utf8'), /^# Mine[^]*Be kind[^]*burst: 77/u);

  await page.locator('.tabs a', { hasText: 'As text' }).click();
  const text = page.getByLabel('The file');
  await text.fill((await text.inputValue()).replace('77', '"many"'));
  await page.locator('.diff ins', { hasText: 'many' }).waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.toast', { hasText: 'would not be valid' }).waitFor();
  await pictures.take(page, 'config-refused');
  assert.match(await readFile(configFile, 'utf8'), /burst: 77/u);
  assert.deepEqual(problems, []);
});

test('a model is added by the form, which asks for what it needs', async () => {
  await using seen = await openAt('config/models');
  const { page } = seen;
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByText('It needs name.').first().waitFor();
  await page.getByLabel('Name', { exact: true }).fill('near');
  await page.getByLabel('Type').selectOption('ollama');
  await page.getByLabel('Path').fill('qwen3');
  await page.getByRole('button', { name: 'Show the change' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.toast', { hasText: 'Saved' }).waitFor();
  const { models } = await beside.call('models.list');
  assert.ok(models.some(({ provider, id }) => `${provider}/${id}` === 'near/qwen3'));
});

test('an agent is made, its file is written, its tools are limited, and it is deleted', async () => {
  await using seen = await openAt('agents');
  const { page, problems } = seen;
  await page.getByText('Add an agent').click();
  await page.getByLabel('Name').fill('Code Helper');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'SOUL.md' }).click();
  await page.getByLabel('File SOUL.md').fill('Be brief.');
  const files = page.locator('section[aria-label="Files"]');
  await files.getByRole('button', { name: 'Save', exact: true }).click();
  await page
    .getByRole('button', { name: 'SOUL.md' })
    .and(page.locator('[data-missing="false"]'))
    .waitFor();
  const agentId = 'code-helper';
  const { file } = await beside.call('agents.files.get', { agentId, name: 'SOUL.md' });
  assert.equal(file.content, 'Be brief.');

  const tools = page.locator('section[aria-label="Tools"]');
  await tools.getByLabel('Profile').selectOption('minimal');
  await tools.getByRole('button', { name: 'Save' }).click();
  await page.locator('.toast', { hasText: 'Saved.' }).nth(1).waitFor();
  const effective = await beside.call('tools.effective', { agentId });
  assert.equal(effective.profile, 'minimal');
  await pictures.take(page, 'agent');

  await page.getByRole('button', { name: 'Delete' }).click();
  await page.locator('dialog').press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.locator('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.locator('.toast', { hasText: 'is deleted' }).waitFor();
  const { agents } = await beside.call('agents.list');
  assert.deepEqual(
    agents.map(({ id }) => id),
    ['main'],
  );
  assert.deepEqual(problems, []);
});

test('a task is added, changed and run', async () => {
  await using seen = await openAt('tasks');
  const { page, problems } = seen;
  await page.getByRole('button', { name: 'Add a task' }).click();
  await page.getByLabel('Name').fill('Evening');
  await page.getByLabel('What the agent is asked').fill('What happened today?');
  await page.getByLabel('Time', { exact: true }).fill('21:15');
  await page.getByLabel('Sun').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  const item = page.locator('.items > .item', { hasText: 'Evening' });
  await item.getByText('Mon, Tue, Wed, Thu, Fri, Sat at 21:15').waitFor();

  await item.getByRole('button', { name: 'Edit' }).click();
  await item.getByLabel(/^When(?! its)/u).selectOption('every');
  await item.getByLabel('Every', { exact: true }).fill('3');
  await item.getByRole('button', { name: 'Save' }).click();
  await item.getByText('every 3 hours').waitFor();
  const { jobs } = await beside.call('cron.list');
  const due = jobs.find(({ name }) => name === 'Evening')?.state.nextRunAtMs;
  await item.getByRole('button', { name: 'Edit' }).click();
  await item.getByText('Counted from').waitFor();
  await item.getByLabel('What the agent is asked').fill('What happened this evening?');
  await item.getByRole('button', { name: 'Save' }).click();
  await item.locator('.clamp', { hasText: 'this evening' }).waitFor();
  const { jobs: changed } = await beside.call('cron.list');
  assert.equal(changed.find(({ name }) => name === 'Evening')?.state.nextRunAtMs, due);

  await item.getByRole('button', { name: 'Run now' }).click();
  await item.getByRole('button', { name: 'Runs' }).click();
  await item.locator('.parts li', { hasText: 'done' }).getByText('Nothing new.').waitFor();
  await pictures.take(page, 'task');
  await item.getByRole('button', { name: 'Switch off' }).click();
  await item.locator('.chip', { hasText: 'off' }).waitFor();
  assert.deepEqual(problems, []);
});

test('what is always allowed is changed, and the audit log tells it', async () => {
  await using seen = await openAt('approvals');
  const { page, problems } = seen;
  await page.getByLabel('What may run').selectOption('allowlist');
  await page.getByLabel('When a person is asked').selectOption('on-miss');
  await page.getByLabel('Command, * stands for anything').fill('git status');
  await page.getByRole('button', { name: 'Allow always' }).click();
  await page.locator('.patterns li', { hasText: 'git status' }).waitFor();
  await page.getByRole('button', { name: 'Remove git log *' }).click();
  await page.locator('.patterns li', { hasText: 'git log' }).waitFor({ state: 'detached' });
  const { file } = await beside.call('exec.approvals.get');
  assert.deepEqual(file.defaults, { security: 'allowlist', ask: 'on-miss' });
  assert.deepEqual(file.agents['main']?.allowlist, [{ pattern: 'git status' }]);

  const asked = {
    sessionKey: 'agent:main:web:uname',
    message: 'Run uname',
    idempotencyKey: 'uname',
  };
  const { runId } = await beside.call('chat.send', asked);
  const card = page.locator('.approval', { hasText: 'uname' });
  await card.waitFor();
  await pictures.take(page, 'approval');
  await card.getByRole('button', { name: 'Always allow' }).click();
  await page.locator('.patterns li', { hasText: 'uname' }).waitFor();
  const { status } = await beside.call('agent.wait', { runId });
  assert.equal(status, 'ok');

  await open(page, 'audit');
  await page.getByLabel('Result').selectOption('failed');
  await page.getByText('Nothing fits.').waitFor();
  await page.getByLabel('Result').selectOption('succeeded');
  await page.getByRole('cell', { name: 'exec.approvals.set' }).first().waitFor();
  assert.deepEqual(problems, []);
});

test('a conversation is found, previewed, put into the archive and deleted', async () => {
  await using seen = await openAt('sessions');
  const { page, problems } = seen;
  await page.getByLabel('Words in title or key').fill('plums');
  const item = page.locator('.items > .item');
  await page.locator('.items > .item', { hasText: 'pears' }).waitFor({ state: 'detached' });
  await item.getByRole('button', { name: 'Preview' }).click();
  await item.locator('.said-lines').getByText('Nothing new.').waitFor();
  await item.getByRole('button', { name: 'Archive' }).click();
  await page.getByText('No conversation fits.').waitFor();
  await page.locator('.filters').getByLabel('Show').selectOption('archived');
  await item.getByRole('button', { name: 'Delete' }).click();
  await page.locator('dialog').getByLabel('Also erase').check();
  await pictures.take(page, 'delete');
  await page.locator('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('No conversation fits.').waitFor();
  const { sessions } = await beside.call('sessions.list', { archived: 'all', search: 'plums' });
  assert.deepEqual(sessions, []);
  assert.deepEqual(problems, []);
});

test('a plugin tells what it offers, and is switched off in the file', async () => {
  await using seen = await openAt('plugins');
  const { page, problems } = seen;
  await page.getByRole('button', { name: 'What it offers' }).click();
  await page.locator('.fact-list').getByText('forecast').waitFor();
  await pictures.take(page, 'plugin');
  await page.getByRole('button', { name: 'Switch off' }).click();
  await page.locator('.toast', { hasText: 'next start' }).waitFor();
  assert.match(await readFile(configFile, 'utf8'), /weather:\s+enabled: false/u);
  assert.deepEqual(problems, []);
});

test('in Chinese every setting has its name', async () => {
  await using seen = await openAt('config', { locale: 'zh-CN' });
  const { page, problems } = seen;
  await page.locator('.tabs a').first().waitFor();
  const sections = await page.locator('.tabs a').all();
  for (const section of sections.slice(0, -1)) {
    await section.click();
    await page.locator('.tabs a[aria-current="page"]').and(section).waitFor();
    const names = await page.locator('.settings :is(label, .card > legend)').allInnerTexts();
    const english = names.filter((name) => !/\p{Script=Han}/u.test(name));
    const where = `${await section.innerText()}: see texts/manage/settings-zh.ts`;
    assert.deepEqual(english, [], where);
  }
  assert.deepEqual(problems, []);
});

test('a device from elsewhere is approved, and its token is taken away', async () => {
  using other = temporaryHome();
  const env = { HOMARUS_GATEWAY_TOKEN: 'sesame-open-42' };
  await using guarded = await startHomarus({ home: other.path, env });
  await using door = await openFarDoor(guarded.gatewayUrl);
  const hash = '#token=sesame-open-42';
  await using near = await visit(browser, guarded.gatewayUrl, { hash });
  await near.page.locator('#prompt').waitFor();
  await open(near.page, 'devices');
  await using far = await visit(browser, door.url, { hash });
  await far.page.getByText('This browser has to be approved.').waitFor();
  await near.page.locator('.card').getByRole('button', { name: 'Approve' }).click();
  await far.page.locator('.health[data-tone="good"]').waitFor();
  const item = near.page.locator('.items > .item', { hasNotText: 'this browser' });
  await pictures.take(near.page, 'devices');
  await item.getByRole('button', { name: 'Revoke' }).click();
  await near.page.locator('dialog').getByRole('button', { name: 'Revoke' }).click();
  await near.page.locator('.toast', { hasText: 'The token is revoked.' }).waitFor();
  await item.getByText('Token as operator').waitFor({ state: 'detached' });
  assert.deepEqual(near.problems, []);
});
