import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

import type { Page } from 'playwright-core';

const script = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface Finding {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** Fails with what the rules of WCAG 2.2 A and AA find wrong in the page as it is now. */
export async function assertAccessible(page: Page, name: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) {
    // A script of the page itself: its policy lets no other in.
    await page.evaluate(await source());
  }
  const found: unknown = await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) => violations)`,
  );
  const lines = (found as readonly Finding[]).flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary ?? ''}`),
  );
  assert.deepEqual(lines, [], name);
}

let read: Promise<string> | undefined;

function source(): Promise<string> {
  read ??= import('node:fs/promises').then(({ readFile }) => readFile(script, 'utf8'));
  return read;
}
