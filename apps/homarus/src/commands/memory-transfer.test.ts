import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

import type { CommandContext } from '../cli/context.ts';
import { textsFor } from '../texts/index.ts';
import { openMemoryDoor } from './memory-door.ts';
import { memoryExport, memoryImport } from './memory-transfer.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'homarus-transfer-'));
after(() => rmSync(folder, { recursive: true }));

function setup(home: string, env: CommandContext['env'] = {}) {
  const lines: string[] = [];
  const context: CommandContext = {
    env: { HOMARUS_HOME: path.join(folder, home), ...env },
    texts: textsFor(env),
    say: (line) => lines.push(line),
    tell: () => undefined,
  };
  return { context, lines };
}

test('a home is exported to a file and imported into another home, the same again', async () => {
  const { context } = setup('old');
  {
    await using door = await openMemoryDoor(context, undefined);
    const messages = [{ id: '1', role: 'user', content: '我叫小林，对花生过敏。' }];
    await door.post('/after_turn', { sessionId: 's', turnId: 't', messages, wait: true });
  }
  const file = path.join(folder, 'export.jsonl');
  assert.equal(await memoryExport(context, file, {}), 0);
  const { context: fresh, lines } = setup('new');
  assert.equal(await memoryImport(fresh, file, { dryRun: true }), 0);
  assert.match(lines.join('\n'), /nothing was written/u);
  assert.equal(await memoryImport(fresh, file, {}), 0);
  assert.match(lines.join('\n'), /Imported:\n {2}1 messages, [1-9]/u);
  const again = path.join(folder, 'again.jsonl');
  assert.equal(await memoryExport(fresh, again, {}), 0);
  assert.equal(readFileSync(again, 'utf8'), readFileSync(file, 'utf8'));
});

test('what is no export, cut off, or of another account is told', async () => {
  const { context, lines } = setup('third');
  const bad = path.join(folder, 'bad.jsonl');
  writeFileSync(bad, 'hello\n');
  await assert.rejects(memoryImport(context, bad, {}), /no header of an export/u);
  await assert.rejects(memoryImport(context, path.join(folder, 'none'), {}), { code: 'not_found' });
  const file = path.join(folder, 'export.jsonl');
  const cut = readFileSync(file, 'utf8').split('\n').slice(0, 2).join('\n');
  writeFileSync(bad, `${cut}\n`);
  assert.equal(await memoryImport(context, bad, {}), 1);
  assert.match(lines.at(-1) ?? '', /no end/u);
  const { context: foreign } = setup('fourth', { OG_ACCOUNT_ID: 'acme' });
  await assert.rejects(memoryImport(foreign, file, {}), /of account "acct-demo"/u);
  assert.equal(await memoryImport(foreign, file, { adopt: true }), 0);
});
