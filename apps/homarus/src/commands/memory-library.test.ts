import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';

import type { CommandContext } from '../cli/context.ts';
import { textsFor } from '../texts/index.ts';
import * as library from './memory-library.ts';

function context(home: string) {
  const said: string[] = [];
  const env = { HOMARUS_HOME: home };
  const say = (line: string): void => void said.push(line);
  return { said, context: { env, texts: textsFor(env), say, tell: say } satisfies CommandContext };
}

test('memories are stored, listed, corrected, forgotten and brought back on the database itself', async () => {
  const home = mkdtempSync(path.join(tmpdir(), 'homarus-'));
  try {
    const run = async (work: (c: CommandContext) => Promise<number>): Promise<string> => {
      const { said, context: own } = context(home);
      assert.equal(await work(own), 0);
      return said.join('\n');
    };
    const added = await run((c) =>
      library.memoryAdd(c, ['我住在', '杭州'], { tag: ['家'], importance: '0.9' }),
    );
    const id = /mem_\w+/u.exec(added)?.[0] ?? '';
    assert.match(
      await run((c) => library.memoryList(c, ['杭州'], {})),
      new RegExp(`${id}.*杭州`, 'u'),
    );
    const edited = await run((c) => library.memoryEdit(c, id, ['我住在苏州'], { revision: '1' }));
    assert.match(edited, /苏州/u);
    await assert.rejects(
      run((c) => library.memoryEdit(c, id, [], { importance: '1', revision: '1' })),
      (error) => hasCode(error, 'conflict'),
    );
    await run((c) => library.memoryForget(c, id, {}));
    assert.match(await run((c) => library.memoryShow(c, id, {})), /deleted/u);
    assert.match(await run((c) => library.memoryUndo(c, id, { revision: '1' })), /杭州/u);
    const history = await run((c) => library.memoryHistory(c, id, { json: true }));
    assert.equal((JSON.parse(history) as { revisions: unknown[] }).revisions.length, 4);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
