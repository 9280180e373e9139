import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import type { Browser } from 'playwright-core';

import { launchBrowser, visit } from '../support/browser.ts';
import { startHomarus, temporaryHome } from '../support/homarus-process.ts';
import type { RunningHomarus } from '../support/homarus-process.ts';
import { measureFrames } from '../support/measure-frames.ts';

// The gateway's log on the page, while it is written.

const home = temporaryHome();
let browser: Browser;
let homarus: RunningHomarus;

before(async () => {
  browser = await launchBrowser();
  homarus = await startHomarus({ home: home.path });
});

after(async () => {
  await browser.close();
  await homarus[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

const openLogs = () => visit(browser, homarus.gatewayUrl, { hash: '#/logs' });

test('the log is followed and filtered', async () => {
  await using seen = await openLogs();
  const { page, problems } = seen;
  const lines = page.locator('.log-line');
  await page.getByLabel('Words').fill('Started');
  await lines.getByText('Started').first().waitFor();
  await page.getByLabel('Level').selectOption('error');
  await page.getByText('No line fits.').waitFor();
  await page.getByLabel('Level').selectOption('debug');
  await page.getByLabel('Words').fill('schema updated');
  await lines.getByText('Started').waitFor({ state: 'detached' });
  assert.ok((await lines.count()) > 0);
  assert.deepEqual(problems, []);
});

test('a long log is followed at its end, and stays where a person reads', async (t) => {
  await using seen = await openLogs();
  const { page, problems } = seen;
  const line = (number: number): string =>
    `2026-11-21T08:00:00.000Z INFO  Line ${number} says ${'this and '.repeat(number % 40)}that`;
  const write = (from: number, to: number): Promise<void> => {
    const lines = Array.from({ length: to - from }, (_none, index) => line(from + index));
    return appendFile(path.join(home.path, 'logs', 'homarus.log'), `${lines.join('\n')}\n`);
  };
  const shown = (number: number) => page.getByText(`Line ${number} says`);
  await page.getByText('homarus.log').waitFor();
  await page.getByLabel('Words').fill('Line says');
  await write(0, 2000);
  await shown(1999).waitFor();
  await write(2000, 4000);
  await shown(3999).waitFor();
  const frames = await measureFrames(page, { scrollBy: -300 });
  t.diagnostic(`4,000 lines, 2 s of scrolling: ${frames}`);
  assert.ok((await page.locator('.log-line').count()) < 200);

  await page.evaluate(() => document.querySelector('.log-lines')?.scrollTo({ top: 0 }));
  await shown(0).waitFor();
  const place = await shown(0).boundingBox();
  await write(4000, 4100);
  await page.getByText('4,100 of').waitFor();
  assert.deepEqual(await shown(0).boundingBox(), place);
  await page.getByRole('button', { name: 'To the newest line' }).click();
  await shown(4099).waitFor();
  await write(4100, 4101);
  await shown(4100).waitFor();
  assert.deepEqual(problems, []);
});
