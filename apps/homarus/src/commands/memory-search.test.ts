import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { textsFor } from '../texts/index.ts';
import { memoryAdd } from './memory-library.ts';
import { memorySearch } from './memory-search.ts';

test('a search says why it found what it found, in both languages and as JSON', async () => {
  const home = mkdtempSync(path.join(tmpdir(), 'homarus-'));
  const search = async (env: Record<string, string>, isJson = false): Promise<string> => {
    const said: string[] = [];
    const say = (line: string): void => void said.push(line);
    const context = { env: { HOMARUS_HOME: home, ...env }, texts: textsFor(env), say, tell: say };
    const flags = isJson ? { json: true as const } : {};
    assert.equal(await memorySearch(context, '例会', { trace: true, ...flags }), 0);
    return said.join('\n');
  };
  try {
    const env = { HOMARUS_HOME: home };
    const quiet = { env, texts: textsFor(env), say: () => undefined, tell: () => undefined };
    await memoryAdd(quiet, ['团队每周三开例会。'], {});
    const english = await search({ LANG: 'en_US.UTF-8' });
    assert.match(english, /mem_\w+\n +lexical: place 1 \(\d/u);
    assert.match(english, /Looked for: .*例会 \d/u);
    assert.match(english, /Candidates: 1\nBy words alone/u);
    assert.match(await search({ LANG: 'zh_CN.UTF-8' }), /lexical：第 1 位.*\n\n搜索的词：/u);
    const json = JSON.parse(await search({}, true)) as {
      hits: unknown[];
      trace: { candidates: 1 };
    };
    assert.deepEqual([json.hits.length, json.trace.candidates], [1, 1]);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
