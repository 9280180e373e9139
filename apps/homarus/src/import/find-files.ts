import { glob, stat } from 'node:fs/promises';
import path from 'node:path';

import type { ImportSource } from './source.ts';

type FileType = 'document' | 'transcript' | 'derived';

/** A file of a source. */
export interface SourceFile {
  readonly path: string;
  /** Below the source, with `/`: how it is named in the report. */
  readonly name: string;
  /**
   * A text whose statements are taken, a conversation, or a copy of what other files say; `unreadable`
   * when it cannot be opened, such as a link to nothing.
   */
  readonly type: FileType | 'unreadable';
  readonly bytes: number;
  /** Unix milliseconds. */
  readonly modifiedAt: number;
}

type FolderSource = Exclude<ImportSource, 'homarus' | 'openclaw-lancedb'>;

/** Which files of a source's folder are read, and as what. */
const patterns: Readonly<
  Record<FolderSource, readonly (readonly [FileType, readonly string[]])[]>
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
    const file = await toFile(
      place,
      path.basename(place),
      isTranscript ? 'transcript' : 'document',
    );
    return file === undefined ? [] : [file];
  }
  const found: SourceFile[] = [];
  for (const [type, globs] of patterns[source]) {
    const names = new Set<string>();
    for await (const name of glob([...globs], { cwd: place })) names.add(name);
    for (const name of [...names].toSorted()) {
      // Beside a transcript OpenClaw may keep a trace of the run, which repeats it.
      if (name.includes('.trajectory.')) continue;
      const file = await toFile(path.join(place, name), name.split(path.sep).join('/'), type);
      if (file !== undefined) found.push(file);
    }
  }
  return found;
}

/** Undefined for what is no file though it is called like one. */
async function toFile(
  place: string,
  name: string,
  type: FileType,
): Promise<SourceFile | undefined> {
  try {
    const found = await stat(place);
    if (!found.isFile()) return undefined;
    const { size: bytes, mtimeMs } = found;
    return { path: place, name, type, bytes, modifiedAt: Math.floor(mtimeMs) };
  } catch {
    return { path: place, name, type: 'unreadable', bytes: 0, modifiedAt: 0 };
  }
}
