import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';

import { AppError } from '@homarus/base';
import type { ImportItem } from '@homarus/memory';
import type { ImportItemsAnswer } from '@homarus/protocol';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import type { ImportFlags } from '../cli/flags.ts';
import { detectSource } from '../import/detect-source.ts';
import { findSourceFiles } from '../import/find-files.ts';
import { readFiles } from '../import/read-source.ts';
import { importSources } from '../import/source.ts';
import type { ImportSource } from '../import/source.ts';
import { openMemoryDoor } from './memory-door.ts';
import { memoryImport } from './memory-transfer.ts';

/** `homarus memory import`: of an export, or of what another program keeps. 0 when nothing failed, else 1. */
export async function memoryImportFrom(
  context: CommandContext,
  place: string,
  flags: ImportFlags,
): Promise<ExitCode> {
  const source = await sourceOf(context, place, flags.from ?? 'auto');
  if (source === 'homarus') return memoryImport(context, place, flags);
  const { imports } = context.texts;
  if (flags.json !== true) context.tell(imports.reading(place, source));
  const items = await openSource(context, place, { source, flags });
  await using door = await openMemoryDoor(context, flags.home);
  const query = new URLSearchParams({
    ...door.config.identity,
    ...(flags.user === undefined ? {} : { userId: flags.user }),
    format: 'items',
    dryRun: String(flags.dryRun === true),
    learn: String(flags.learn === true),
  });
  const body = Readable.toWeb(Readable.from(toLines(items), { objectMode: false }));
  const answer = await door.post(`/import?${query.toString()}`, body);
  const report = (await answer.json()) as ImportItemsAnswer;
  if (flags.json === true) context.say(JSON.stringify(report, undefined, 2));
  else for (const line of reportLines(context, report, flags)) context.say(line);
  return report.failed === 0 ? 0 : 1;
}

async function sourceOf(
  { texts }: CommandContext,
  place: string,
  from: string,
): Promise<ImportSource> {
  const found = await stat(place).catch((cause: unknown) => {
    throw new AppError('not_found', texts.imports.nothingThere(place), { cause });
  });
  const named = importSources.find((source) => source === from);
  if (named !== undefined) return named;
  if (from !== 'auto') {
    const known = ['auto', ...importSources].join(', ');
    throw new AppError('invalid_request', texts.imports.unknownSource(from, known));
  }
  const detected = await detectSource(place, found.isDirectory());
  if (detected === undefined) {
    throw new AppError(
      'invalid_request',
      texts.imports.undetected(place, importSources.join(', ')),
    );
  }
  return detected;
}

interface Wanted {
  readonly source: Exclude<ImportSource, 'homarus'>;
  readonly flags: ImportFlags;
}

async function openSource(
  context: CommandContext,
  place: string,
  { source, flags }: Wanted,
): Promise<AsyncIterable<ImportItem>> {
  const { imports } = context.texts;
  if (source === 'openclaw-lancedb') {
    const { openMemoryTable } = await import('../import/lancedb-table.ts');
    return openMemoryTable(place, {
      moduleFolder: process.cwd(),
      missingModule: imports.noLancedb,
      missingTable: imports.noTable(place),
    });
  }
  const files = await findSourceFiles(place, source);
  if (files.length === 0) {
    throw new AppError('not_found', imports.nothingFound(place, source));
  }
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let read = 0;
  let shown = 0;
  return readFiles(source, files, {
    sourceUserId: flags.sourceUser,
    onRead: (bytes) => {
      read += bytes;
      const percent = total === 0 ? 0 : Math.floor((read / total) * 10) * 10;
      if (percent > shown) context.tell(context.texts.transfer.progress(percent));
      shown = Math.max(shown, percent);
    },
  });
}

async function* toLines(items: AsyncIterable<ImportItem>): AsyncGenerator<Buffer> {
  for await (const item of items) yield Buffer.from(`${JSON.stringify(item)}\n`);
}

/** The counts, and each statement that became something or nothing; what was known is only counted. */
function reportLines(
  { texts: { imports, transfer } }: CommandContext,
  report: ImportItemsAnswer,
  { dryRun }: ImportFlags,
): readonly string[] {
  const { messages, memories, superseded, updated, known, skipped, failed } = report;
  const items = report.items.filter(({ outcome }) => outcome !== 'known');
  return [
    dryRun === true ? transfer.would : transfer.did,
    `  ${imports.taken({ messages, memories, superseded, updated })}`,
    `  ${imports.notTaken({ known, skipped, failed })}`,
    ...items.map(({ file, line, outcome, reason, text = '' }) => {
      const what = reason === undefined ? '' : ` (${imports.reasons[reason] ?? reason})`;
      return `  ${imports.outcomes[outcome]}${what}  ${file}:${line}  ${text}`.trimEnd();
    }),
    ...(report.unlistedItems === 0 ? [] : [`  ${imports.more(report.unlistedItems)}`]),
  ];
}
