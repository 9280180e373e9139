import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';

import { AppError } from '@homarus/base';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';

import type { GatewayOptions } from '../gateway.ts';
import { says, scriptedModel } from '../testing/scripted-model.ts';
import type { Step } from '../testing/scripted-model.ts';
import { startGateway } from '../testing/start-gateway.ts';

const pageFolder = path.resolve(import.meta.dirname, '../../../../apps/control-ui/public');

interface Opened {
  readonly page: Page;
  /** What the browser complained about. */
  readonly complaints: readonly string[];
}

async function open(
  t: TestContext,
  given: {
    readonly scripts: readonly (readonly Step[])[];
    readonly locale?: string;
    readonly options?: Partial<GatewayOptions>;
  },
): Promise<Opened> {
  const running = await startGateway({
    model: scriptedModel(...given.scripts),
    options: { ...given.options, pageFolder },
  });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  });
  t.after(async () => {
    await browser.close();
    await running[Symbol.asyncDispose]();
  });
  const page = await browser.newPage({ locale: given.locale ?? 'en-US' });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${running.url}/`);
  return { page, complaints };
}

async function say(page: Page, text: string): Promise<void> {
  await page.fill('#prompt', text);
  await page.press('#prompt', 'Enter');
}

const answers = '.message.assistant[aria-busy="false"]';

test('a conversation, its memory and the list of conversations', async (t) => {
  const markup = '**Noted** <img src=x onerror=alert(1)>\n\n- one\n- two\n\n```js\nlet a;\n```';
  const { page, complaints } = await open(t, { scripts: [says(markup), says('No pears.')] });
  await say(page, 'I dislike pears');
  await page.waitForSelector(answers);
  assert.equal(await page.textContent(`${answers} strong`), 'Noted');
  assert.equal(await page.locator(`${answers} img`).count(), 0);
  assert.equal(await page.locator(`${answers} li`).count(), 2);
  assert.equal(await page.textContent('#model'), 'scripted/parrot');

  await page.click('#new-conversation');
  await say(page, 'May I eat pears?');
  await page.waitForSelector(answers);
  assert.match((await page.textContent('details.memory')) ?? '', /I dislike pears/u);
  assert.equal(await page.locator('.conversation').count(), 2);

  await page.reload();
  await page.click('text=I dislike pears');
  assert.equal(await page.textContent(`${answers} strong`), 'Noted');
  assert.deepEqual(complaints, []);
});

test('a failure can be tried again, and an answer be stopped', async (t) => {
  const failure: Step = { type: 'fail', error: new AppError('model_failed', 'No luck.') };
  const hanging: Step = { type: 'wait', until: new Promise(() => undefined) };
  const { page } = await open(t, {
    scripts: [[failure], says('Better.'), [...says('Slow').slice(0, 2), hanging]],
  });
  await say(page, 'Hello');
  assert.match((await page.textContent('.error')) ?? '', /No luck\./u);
  await page.click('.error button');
  await page.waitForSelector('text=Better.');
  assert.equal(await page.locator('.message.assistant').count(), 1);
  await say(page, 'More');
  await page.waitForSelector('text=Slow');
  await page.click('#stop');
  await page.waitForSelector('text=Stopped.');
  assert.ok(await page.isVisible('#send'));
});

test('it speaks Chinese, and switches', async (t) => {
  const { page } = await open(t, { scripts: [says('好。')], locale: 'zh-CN' });
  assert.equal(await page.textContent('#send'), '发送');
  await page.click('#language');
  assert.equal(await page.textContent('#send'), 'Send');
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
});

test('it asks for the token and goes on with it', async (t) => {
  const { page } = await open(t, {
    scripts: [says('Welcome.')],
    options: { auth: { mode: 'token', token: 'sesame' } },
  });
  await page.fill('#token', 'wrong');
  await page.press('#token', 'Enter');
  await page.fill('#token', 'sesame');
  await page.press('#token', 'Enter');
  await say(page, 'Hello');
  await page.waitForSelector('text=Welcome.');
});
