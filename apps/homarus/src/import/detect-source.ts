import { globSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';

import { isObject, readJson } from '@homarus/memory/portability';

import type { ImportSource } from './source.ts';

/** What a path looks like; undefined when it looks like nothing that is known. */
export async function detectSource(
  place: string,
  isFolder: boolean,
): Promise<ImportSource | undefined> {
  return isFolder ? detectFolder(place) : detectFile(place);
}

/** What gives a folder away, in this order: its name, or one of these below it. */
const signs: readonly (readonly [
  ImportSource,
  name: string | undefined,
  globs: readonly string[],
])[] = [
  ['openclaw-lancedb', undefined, ['memories.lance']],
  ['openclaw', '.openclaw', ['openclaw.json', 'agents/*/sessions']],
  ['codex', '.codex', ['memories/raw_memories.md', 'memories/memory_summary.md']],
  [
    'claude-code',
    '.claude',
    ['CLAUDE.md', 'CLAUDE.local.md', '.claude/CLAUDE.md', 'projects/*/memory/*.md'],
  ],
  ['openclaw', undefined, ['SOUL.md', 'USER.md', 'memory/????-??-??*.md']],
  ['markdown', undefined, ['*.md']],
];

function detectFolder(folder: string): ImportSource | undefined {
  const own = path.basename(path.resolve(folder));
  const sign = signs.find(
    ([, name, globs]) => name === own || globSync([...globs], { cwd: folder }).length > 0,
  );
  return sign?.[0];
}

async function detectFile(file: string): Promise<ImportSource | undefined> {
  if (/\.(?:md|markdown)$/iu.test(file)) {
    if (/^CLAUDE(?:\.local)?\.md$/u.test(path.basename(file))) return 'claude-code';
    return path.basename(file) === 'AGENTS.md' ? 'codex' : 'markdown';
  }
  const start = await readStart(file);
  const first = readJson(start.split('\n', 1)[0] ?? '');
  if (isObject(first)) {
    if (first['type'] === 'header') return 'homarus';
    if (first['type'] === 'session') return 'openclaw';
  }
  if (/^\s*(?:\{\s*"messages"\s*:\s*)?\[?\s*\{[^{}[\]]*"role"\s*:/u.test(start)) return 'messages';
  return /^\s*[[{]/u.test(start) && /"(?:memory|results|memories)"\s*:/u.test(start)
    ? 'mem0'
    : undefined;
}

const startBytes = 64 * 1024;

async function readStart(file: string): Promise<string> {
  await using handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(startBytes), 0, startBytes, 0);
  return buffer.toString('utf8', 0, bytesRead);
}
