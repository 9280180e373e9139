import assert from 'node:assert/strict';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

/** A Chromium of its own. */
export function launchBrowser(): Promise<Browser> {
  assert.ok(existsSync(executablePath), 'Chromium is needed: apt-get install chromium');
  return chromium.launch({
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
}

/** One person's visit of the page. */
export interface Visit extends AsyncDisposable {
  readonly page: Page;
  /** What went wrong in the page: console errors, exceptions, failed requests. */
  readonly problems: readonly string[];
}

/** Opens the page in a browser that knows nothing. `hash` stands behind the address. */
export async function visit(
  browser: Browser,
  url: string,
  { hash = '', ...options }: BrowserContextOptions & { readonly hash?: string } = {},
): Promise<Visit> {
  const context = await browser.newContext({ locale: 'en-US', ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.url()}: ${response.status()}`);
  });
  // The address of the panel alone has no slash behind it.
  await page.goto(new URL(hash, url).href);
  return { page, problems, [Symbol.asyncDispose]: () => context.close() };
}

export const answers = 'article.assistant[aria-busy="false"]';

export async function say(page: Page, text: string): Promise<void> {
  await page.locator('#prompt').fill(text);
  await page.locator('#prompt').press('Enter');
}

/** Sends a message and answers what the page shows as the reply. */
export async function talk(page: Page, text: string): Promise<string> {
  const finished = page.locator(answers);
  const count = await finished.count();
  await say(page, text);
  await finished.nth(count).waitFor();
  return finished.nth(count).locator('.content').first().innerText();
}

/** Takes pictures into a folder that it names at the end. */
export function album(name: string): {
  readonly take: (page: Page, picture: string) => Promise<void>;
  readonly tell: () => void;
} {
  const folder = mkdtempSync(path.join(tmpdir(), `homarus-${name}-`));
  return {
    take: async (page, picture) => {
      await page.screenshot({ path: path.join(folder, `${picture}.png`) });
    },
    tell: () => void process.stdout.write(`pictures: ${folder}\n`),
  };
}
