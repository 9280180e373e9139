// `npm run screenshots`: takes the pictures of the documentation, of a gateway with a scripted model and
// a memory made up for it.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import { launchBrowser, say, talk, visit } from '../apps/homarus/test/support/browser.ts';
import { connectBeside } from '../apps/homarus/test/support/gateway-client.ts';
import { startHomarus, temporaryHome } from '../apps/homarus/test/support/homarus-process.ts';
import { putMemories } from '../apps/homarus/test/support/many-memories.ts';
import { startScriptedServer } from '../packages/models/src/testing/index.ts';
import type { RecordedRequest, ScriptedReply } from '../packages/models/src/testing/index.ts';

const folder = path.resolve(import.meta.dirname, '../docs/images');
const dayMs = 86_400_000;

const memories = [
  ['Robin is allergic to peanuts and carries an adrenaline pen.', 'user_memory_fact', 0.95, 27],
  ['Robin lives in Utrecht with two cats, Miso and Tofu.', 'user_memory_fact', 0.7, 26],
  ['Robin works as a bridge engineer and inspects bridges in spring.', 'user_memory_fact', 0.6, 22],
  ['Robin likes short answers, with the reason behind them.', 'user_memory_preference', 0.8, 21],
  ['Robin takes trains rather than planes within Europe.', 'user_memory_preference', 0.6, 18],
  ['Robin drinks tea without milk.', 'user_memory_preference', 0.3, 18],
  ['Robin decided to learn Portuguese before the trip.', 'user_memory_decision', 0.5, 13],
  [
    'Robin has a ticket to Lisbon for Wednesday, seat 41 at the window.',
    'user_memory_fact',
    0.7,
    8,
  ],
  ['Dates are to be checked twice before something is booked.', 'self_improving_learnings', 0.6, 8],
  ['Tables on a phone are hard to read: lists are better.', 'self_improving_learnings', 0.4, 5],
  ['Robin’s sister Noor lives in Porto.', 'user_memory_fact', 0.6, 3],
  ['Robin decided to stay two nights in Porto on the way back.', 'user_memory_decision', 0.6, 3],
] as const;

const plan = `Eat where the kitchen is small and the menu short: then somebody knows what is in it.

1. Say **“sou alérgico a amendoins”** when you sit down.
2. Leave the satay and the mixed *petiscos* alone.
3. Grilled fish and *caldo verde* are safe nearly everywhere.

| Day | Where | Why |
|---|---|---|
| Wednesday | Alfama | ten minutes from the station |
| Thursday | Campo de Ourique | the market names its allergens |

Keep the adrenaline pen in the pocket, not in the suitcase.`;

function replyTo({ body }: RecordedRequest): ScriptedReply {
  const text = JSON.stringify(body);
  if (text.includes('"response_format"')) return { json: { items: [] } };
  const messages = (body as { readonly messages: readonly { readonly role: string }[] }).messages;
  const isFirst = messages.at(-1)?.role === 'user';
  const asked = JSON.stringify(messages.findLast(({ role }) => role === 'user'));
  if (asked.includes('notes'))
    return isFirst
      ? { toolCalls: [{ name: 'exec', arguments: { command: 'git -C notes push' } }] }
      : { text: 'Your notes are in the other place too.' };
  if (isFirst)
    return { toolCalls: [{ name: 'memory_recall', arguments: { query: 'food in Lisbon' } }] };
  return { text: plan };
}

using home = temporaryHome();
await using model = await startScriptedServer();
model.setDefault(replyTo);
writeFileSync(
  path.join(home.path, 'config.yaml'),
  "version: '2026.1'\nagents:\n  main:\n    exec: { mode: ask }\n",
);
const env = { LLM_BASE_URL: model.url, LLM_MODEL: 'house-model' };
await using homarus = await startHomarus({ home: home.path, env });
await using browser: Browser & AsyncDisposable = await launchBrowser();
mkdirSync(folder, { recursive: true });
using beside = await connectBeside(homarus.gatewayUrl);
await putMemories(
  beside,
  memories.map(([content, category, importance, daysAgo]) => ({
    content,
    category,
    importance,
    at: Date.now() - daysAgo * dayMs,
  })),
);

await take('chat', {}, async (page) => {
  await talk(
    page,
    'What should I keep in mind when I eat out in Lisbon, with my allergy to peanuts?',
  );
  await page.locator('details.memory summary').click();
  await page.locator('details.memory li').nth(1).scrollIntoViewIfNeeded();
});
await take('approval', {}, async (page) => {
  await say(page, 'Please push my notes.');
  await page.locator('.approval').waitFor();
});
await take('memory', { hash: '#/memory/user' }, async (page) => {
  const item = page.locator('article.item', { hasText: 'ticket to Lisbon' });
  await item.getByRole('button', { name: 'Edit' }).click();
  await page
    .locator('form.edit textarea')
    .fill('Robin has a ticket to Lisbon for Thursday, seat 12 at the window.');
  await page.locator('form.edit button[type="submit"]').click();
  const changed = page.locator('article.item', { hasText: 'seat 12' });
  await changed.getByRole('button', { name: 'History' }).click();
  await changed.locator('.timeline ins').first().waitFor();
  await changed.scrollIntoViewIfNeeded();
});
await take('dashboard', { hash: '#/memory/dashboard', colorScheme: 'dark' }, async (page) => {
  await page.locator('.chart canvas').waitFor();
});
await take('search', { hash: '#/memory/search%2Ftrip%20to%20Lisbon' }, async (page) => {
  await page.locator('ol.items .item').first().waitFor();
});
const phone = { locale: 'zh-CN', viewport: { width: 390, height: 760 }, deviceScaleFactor: 2 };
await take('phone', { ...phone, hash: '#/memory/user', colorScheme: 'dark' }, async (page) => {
  await page.locator('article.item').first().waitFor();
});

/** One picture, of what a person did to get there. */
async function take(
  name: string,
  options: BrowserContextOptions & { readonly hash?: string },
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const size = { viewport: { width: 1200, height: 800 } };
  await using seen = await visit(browser, homarus.gatewayUrl, { ...size, ...options });
  await act(seen.page);
  await seen.page.locator('.toast').first().waitFor({ state: 'detached' });
  await seen.page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
  process.stdout.write(`${path.join('docs/images', `${name}.png`)}\n`);
}
