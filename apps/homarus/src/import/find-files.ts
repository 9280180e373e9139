import { glob, stat } from 'node:fs/promises';
import path from 'node:path';

import type { ImportSource } from './source.ts';

/** A file of a source. */
export interface SourceFile {
  readonly path: string;
  /** Below the source, with `/`: how it is named in the report. */
  readonly name: string;
  /** A text whose statements are taken, a conversation, or a copy of what other files say. */
  readonly type: 'document' | 'transcript' | 'derived';
  readonly bytes: number;
  /** Unix milliseconds. */
  readonly modifiedAt: number;
}

type FolderSource = Exclude<ImportSource, 'homarus' | 'openclaw-lancedb'>;

/** Which files of a source's folder are read, and as what. */
const patterns: Readonly<
  Record<FolderSource, readonly (readonly [SourceFile['type'], readonly string[]])[]>
> = {
  openclaw: [
    [
      'document',
      ['', 'workspace/', 'workspace-*/'].flatMap((place) => [
        `${place}MEMORY.md`,
        `${place}USER.md`,
        `${place}memory/**/*.md`,
      ]),
    ],
    [
      'transcript',
      ['agents/*/sessions/*.jsonl', 'agents/*/sessions/*.jsonl.reset.*', 'sessions/*.jsonl'],
    ],
  ],
  'claude-code': [
    [
      'document',
      [
        'CLAUDE.md',
        'CLAUDE.local.md',
        'rules/**/*.md',
        '.claude/CLAUDE.md',
        '.claude/rules/**/*.md',
        'projects/*/memory/**/*.md',
        'memory/**/*.md',
      ],
    ],
  ],
  codex: [
    ['document', ['AGENTS.md', 'AGENTS.override.md', 'memories/MEMORY.md']],
    [
      'derived',
      ['memories/memory_summary.md', 'memories/raw_memories.md', 'memories/rollout_summaries/*.md'],
    ],
  ],
  mem0: [['document', ['*.json', '*.jsonl']]],
  messages: [['document', ['*.json', '*.jsonl']]],
  markdown: [['document', ['**/*.md']]],
};

/** The files of a source by their names; of a single file, that one. */
export async function findSourceFiles(
  place: string,
  source: FolderSource,
): Promise<readonly SourceFile[]> {
  const whole = await stat(place);
  if (!whole.isDirectory()) {
    const isTranscript = source === 'openclaw' && /\.jsonl(?:\.|$)/u.test(place);
    return [await toFile(place, path.basename(place), isTranscript ? 'transcript' : 'document')];
  }
  const found: SourceFile[] = [];
  for (const [type, globs] of patterns[source]) {
    const names = new Set<string>();
    for await (const name of glob([...globs], { cwd: place })) names.add(name);
    for (const name of [...names].toSorted()) {
      // Beside a transcript OpenClaw may keep a trace of the run, which repeats it.
      if (name.includes('.trajectory.')) continue;
      found.push(await toFile(path.join(place, name), name.split(path.sep).join('/'), type));
    }
  }
  return found;
}

async function toFile(place: string, name: string, type: SourceFile['type']): Promise<SourceFile> {
  const { size, mtimeMs } = await stat(place);
  return { path: place, name, type, bytes: size, modifiedAt: Math.floor(mtimeMs) };
}
