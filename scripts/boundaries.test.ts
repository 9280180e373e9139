import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { findViolations, importsOf } from './boundaries.ts';

test('finds every form of import', () => {
  const source = `import a from 'a';
import type { B } from 'b';
import {
  c,
} from 'c';
export * from './d.ts';
import 'e';
const f = await import('f');
// from 'not-this'
`;
  assert.deepEqual(importsOf(source), ['a', 'b', 'c', './d.ts', 'e', 'f']);
});

const rules: readonly (readonly [place: string, line: string, problem: RegExp])[] = [
  ['packages/base', "import '@homarus/memory';", /lets base import nothing/u],
  ['packages/memory', "import '@homarus/gateway';", /lets memory import base, models/u],
  ['packages/memory', "import '@homarus/store-sqlite';", /a package imports no adapter/u],
  ['adapters/store-sqlite', "import '@homarus/model-openai';", /imports no other adapter/u],
  ['packages/gateway', "import 'homarus';", /nobody imports an app/u],
  ['packages/memory', "import 'left-pad';", /not declared/u],
  ['packages/base', "import 'node:fs';", /no built-ins/u],
  ['packages/memory', "import '../../base/src/ids.ts';", /leaves its package/u],
  ['packages/memory', "import './nowhere.ts';", /no such file/u],
];

for (const [place, line, problem] of rules) {
  test(`refuses ${line} in ${place}`, () => {
    const root = workspace({ [`${place}/src/index.ts`]: line });
    try {
      const violations = findViolations(root);
      assert.equal(violations.length, 1, violations.join('\n'));
      assert.match(violations[0] ?? '', problem);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
}

/** A workspace of every place that the rules name, with these files in it. */
function workspace(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'boundaries-'));
  const names = {
    'packages/base': '@homarus/base',
    'packages/memory': '@homarus/memory',
    'packages/gateway': '@homarus/gateway',
    'adapters/store-sqlite': '@homarus/store-sqlite',
    'adapters/model-openai': '@homarus/model-openai',
    'apps/homarus': 'homarus',
  };
  for (const [place, name] of Object.entries(names)) {
    mkdirSync(path.join(root, place, 'src'), { recursive: true });
    const dependencies = Object.fromEntries(Object.values(names).map((other) => [other, '1']));
    writeFileSync(path.join(root, place, 'package.json'), JSON.stringify({ name, dependencies }));
    writeFileSync(path.join(root, place, 'src', 'ids.ts'), '');
  }
  writeFileSync(path.join(root, 'package.json'), JSON.stringify({ name: 'root' }));
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(root, file), text);
  return root;
}
