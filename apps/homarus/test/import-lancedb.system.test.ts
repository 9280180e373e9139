import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

import { openMemoryTable } from '../src/import/lancedb-table.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'homarus-lancedb-'));
after(() => rmSync(folder, { recursive: true }));

/** Writes a table as OpenClaw's plugin does: made by a row that is deleted again. */
const writer = `
const { connect } = require('@lancedb/lancedb');
(async () => {
const database = await connect('home/memory/lancedb');
const made = { id: '0', text: '', vector: [0, 0], importance: 0, category: 'other', createdAt: 0, agentId: '' };
const table = await database.createTable('memories', [made]);
await table.delete("id = '0'");
await table.add([
  { id: '1', text: 'likes tea', vector: [1, 0], importance: 0.9, category: 'preference', createdAt: 1767225600000, agentId: 'main' },
  { id: '2', text: '养了一只狗', vector: [0, 1], importance: 0.5, category: 'fact', createdAt: 1767225700000, agentId: 'main' },
]);
})();
`;

test('a table that LanceDB wrote is read with the module that its person installed', async () => {
  mkdirSync(path.join(folder, 'home'));
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  writeFileSync(path.join(folder, 'write.cjs'), writer);
  const modules = ['@lancedb/lancedb@0.39.0', 'apache-arrow'];
  execFileSync('npm', ['install', '--no-audit', '--no-fund', ...modules], { cwd: folder });
  execFileSync(process.execPath, ['write.cjs'], { cwd: folder });
  const options = { moduleFolder: folder, missingModule: 'no module', missingTable: 'no table' };
  const rows = await openMemoryTable(path.join(folder, 'home'), options);
  const items = await Array.fromAsync(rows);
  assert.deepEqual(
    items.map((item) => (item.type === 'statement' ? [item.content, item.saidAt] : [])),
    [
      ['likes tea', 1_767_225_600_000],
      ['养了一只狗', 1_767_225_700_000],
    ],
  );
});
