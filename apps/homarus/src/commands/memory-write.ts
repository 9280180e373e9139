import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { AppError } from '@homarus/base';
import { memoryKinds } from '@homarus/memory';
import { toMarkdownFiles, toOpenclawFiles } from '@homarus/memory/portability';
import type { WrittenMemory } from '@homarus/memory/portability';
import type { ListedMemory, ListMemoriesAnswer } from '@homarus/protocol';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import type { ExportFlags } from '../cli/flags.ts';
import { withMemoryApi } from './memory-api.ts';
import type { MemoryCall } from './memory-api.ts';
import { memoryExport } from './memory-transfer.ts';

const layouts = { markdown: toMarkdownFiles, openclaw: toOpenclawFiles } as const;

/** `homarus memory export`: everything as JSON Lines, or what is remembered as a folder of text files. */
export async function memoryExportAs(
  context: CommandContext,
  place: string | undefined,
  flags: ExportFlags,
): Promise<ExitCode> {
  const { format = 'jsonl' } = flags;
  const { imports } = context.texts;
  if (format === 'jsonl') return memoryExport(context, place, flags);
  if (format !== 'markdown' && format !== 'openclaw') {
    throw new AppError('invalid_request', imports.badFormat(format));
  }
  if (place === undefined) throw new AppError('invalid_request', imports.needsFolder(format));
  const memories = await withMemoryApi(context, flags, readAll);
  const files = layouts[format](memories);
  const targets = files.map(({ file, content }) => ({ target: path.join(place, file), content }));
  const taken = targets.find(({ target }) => existsSync(target));
  if (taken !== undefined) throw new AppError('conflict', imports.inTheWay(taken.target));
  for (const { target, content } of targets) {
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    await writeFile(target, content, { mode: 0o600, flag: 'wx' });
  }
  context.say(imports.written(memories.length, files.length, place));
  return 0;
}

const pageSize = 500;

/** What holds now, the last said first. */
async function readAll(call: MemoryCall): Promise<readonly WrittenMemory[]> {
  const found = new Map<string, WrittenMemory>();
  for (let offset = 0; ; offset += pageSize) {
    const query = { order: 'said', limit: pageSize, offset };
    const { memories } = (await call('GET', 'memories', query)) as ListMemoriesAnswer;
    for (const memory of memories) found.set(memory.id, toWritten(memory));
    if (memories.length < pageSize) return [...found.values()];
  }
}

/** What is planned is said before it holds. */
function toWritten({
  content,
  category,
  kind,
  validFrom,
  recordedAt,
}: ListedMemory): WrittenMemory {
  return {
    content,
    category,
    kind: memoryKinds.find((known) => known === kind),
    saidAt: Math.min(validFrom ?? recordedAt, recordedAt),
  };
}
