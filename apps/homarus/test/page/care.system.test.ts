import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';

import { startScriptedServer } from '@homarus/models/testing';
import type { RecordedRequest, ScriptedServer } from '@homarus/models/testing';
import type { Browser, Page } from 'playwright-core';

import { album, launchBrowser, visit } from '../support/browser.ts';
import { connectBeside } from '../support/gateway-client.ts';
import { startHomarus, temporaryHome } from '../support/homarus-process.ts';
import type { RunningHomarus } from '../support/homarus-process.ts';
import { putFacts } from '../support/many-memories.ts';
import { createTurnstile } from '../support/turnstile.ts';

// The care of the memory on the page, when there is something to care for: jobs that were given up,
// rows that do not fit together, vectors of another model.

const home = temporaryHome();
const pictures = album('care');
const turnstile = createTurnstile();
let browser: Browser;
let model: ScriptedServer;

before(async () => {
  browser = await launchBrowser();
  model = await startScriptedServer({
    beforeEmbeddings: async (request) => {
      if (modelOf(request) === 'slow') await turnstile.pass();
    },
  });
});

after(async () => {
  await browser.close();
  await model[Symbol.asyncDispose]();
  home[Symbol.dispose]();
  pictures.tell();
});

const start = (embedding: string): Promise<RunningHomarus> =>
  startHomarus({
    home: home.path,
    env: { OGMEM_BASE_URL: model.url, OGMEM_EMBEDDING_MODEL: embedding },
  });

const openCare = (homarus: RunningHomarus) =>
  visit(browser, homarus.gatewayUrl, { hash: '#/memory/care' });

function modelOf({ body }: RecordedRequest): unknown {
  return typeof body === 'object' && body !== null && 'model' in body ? body.model : undefined;
}

/** Does to the file what no program of ours would do. */
function harm(statement: string): void {
  using database = new DatabaseSync(path.join(home.path, 'data', 'homarus.db'), { timeout: 5000 });
  database.exec(statement);
}

const deadJob = (id: string, kind: string, error: string): string =>
  `insert into job (id, kind, account_id, user_id, agent_id, payload, run_at, state, attempts, created_at, last_error)
   select '${id}', '${kind}', account_id, user_id, '', '{}', 0, 'dead', 8, 0, '${error}' from memory limit 1;`;

test('jobs that were given up are tried again, or dropped', async () => {
  await using homarus = await start('quick');
  using beside = await connectBeside(homarus.gatewayUrl);
  await putFacts(beside, 300);
  harm(deadJob('job_embed', 'embed', 'The model is gone.'));
  harm(deadJob('job_odd', 'odd', 'Nobody does that any more.'));
  await using seen = await openCare(homarus);
  const { page, problems } = seen;
  const row = (text: string) => page.locator('tbody tr', { hasText: text });
  await row('The model is gone.').getByText('given up').waitFor();
  await page.getByText('2 given up').waitFor();
  const banner = page.locator('.banner', { hasText: '2 jobs of the memory were given up' });
  await banner.getByRole('link', { name: 'What to do about it' }).waitFor();
  await pictures.take(page, 'dead');
  await page.locator('#language').click();
  await page.locator('.banner', { hasText: '记忆有 2 项工作已放弃' }).waitFor();
  await page.locator('#language').click();
  await row('The model is gone.').getByRole('button', { name: 'Try again' }).click();
  await row('The model is gone.').waitFor({ state: 'detached' });
  await page.getByText('1 given up').waitFor();
  await row('Nobody does that').getByRole('button', { name: 'Drop' }).click();
  await row('Nobody does that').waitFor({ state: 'detached' });
  await page.getByText('0 waiting, 0 given up').waitFor();
  assert.deepEqual(problems, []);
});

test('rows that do not fit together are found and repaired', async () => {
  await using homarus = await start('quick');
  harm("delete from search_entry where type = 'memory' and key in (select id from memory limit 3)");
  await using seen = await openCare(homarus);
  const { page, problems } = seen;
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('3 things do not fit.').waitFor();
  await pictures.take(page, 'drift');
  await page.getByRole('button', { name: 'Repair' }).click();
  await page.getByText('Everything fits.').waitFor();
  await page.getByRole('button', { name: 'Repair' }).waitFor({ state: 'detached' });
  assert.deepEqual(problems, []);
});

test('another embedding model takes over when it has read everything, and one sees how far it is', async () => {
  await using homarus = await start('slow');
  await using seen = await openCare(homarus);
  const { page, problems } = seen;
  const space = (name: string) => page.locator('.spaces li', { hasText: name });
  turnstile.admit(1);
  await space('slow').getByText('being filled').waitFor();
  const first = await doneOf(page);
  assert.ok(first > 0 && first < 300, `${first} done`);
  await space('quick').getByText('in use').waitFor();
  await pictures.take(page, 'switch');
  turnstile.admit(1);
  await page.waitForFunction((least) => {
    const bar = document.querySelector<HTMLProgressElement>('.spaces li:last-child progress');
    return (bar?.value ?? 0) > least;
  }, first);
  turnstile.admit(Number.MAX_SAFE_INTEGER);
  await space('slow').getByText('in use').waitFor();
  await page.getByText('Everything has a vector.').waitFor();
  await pictures.take(page, 'switched');
  assert.deepEqual(problems, []);
});

/** How many have a vector of the model that takes over. */
function doneOf(page: Page): Promise<number> {
  return page
    .locator('.spaces li', { hasText: 'slow' })
    .locator('progress')
    .evaluate((bar: HTMLProgressElement) => bar.value);
}
