import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';

import { AppError, errorText } from '@homarus/base';
import type { ImportAnswer } from '@homarus/protocol';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import type { TransferFlags } from '../cli/flags.ts';
import { openMemoryDoor } from './memory-door.ts';

/** The last line of an export; without it the rest was lost on the way. */
const lastLine = '{"type":"end"}\n';

/** `homarus memory export`: to a file, which is there only when it is whole, or to stdout. */
export async function memoryExport(
  context: CommandContext,
  file: string | undefined,
  flags: TransferFlags,
): Promise<ExitCode> {
  await using door = await openMemoryDoor(context, flags.home);
  const { user, all } = flags;
  const answer = await door.post('/export', {
    ...(user === undefined ? {} : { userId: user }),
    ...(all === true ? { all } : {}),
  });
  if (file === undefined) {
    requireEnd(context, await copy(answer, toStdout));
    return 0;
  }
  const part = `${file}.part`;
  await using handle = await openFile(context, part);
  const tail = await copy(answer, (chunk) => handle.writeFile(chunk));
  await handle.sync();
  if (!tail.endsWith(lastLine)) await rm(part, { force: true });
  requireEnd(context, tail);
  await rename(part, file);
  context.say(context.texts.transfer.exported(file, (await stat(file)).size));
  return 0;
}

function requireEnd({ texts }: CommandContext, tail: string): void {
  if (!tail.endsWith(lastLine)) throw new AppError('unavailable', texts.transfer.cutOff);
}

async function openFile({ texts }: CommandContext, file: string): Promise<FileHandle> {
  try {
    return await open(file, 'w', 0o600);
  } catch (cause) {
    throw new AppError('unavailable', texts.transfer.noPlace(file, errorText(cause)), { cause });
  }
}

async function toStdout(chunk: Uint8Array): Promise<void> {
  if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
}

/** Copies the body; answers its end. */
async function copy(
  answer: Response,
  write: (chunk: Uint8Array) => Promise<void>,
): Promise<string> {
  let tail = '';
  const decoder = new TextDecoder();
  for await (const chunk of answer.body ?? []) {
    tail = (tail + decoder.decode(chunk, { stream: true })).slice(-lastLine.length);
    await write(chunk);
  }
  return tail;
}

/** `homarus memory import`: 0 when the file was whole and every line was taken, else 1. */
export async function memoryImport(
  context: CommandContext,
  file: string,
  flags: TransferFlags,
): Promise<ExitCode> {
  const { transfer } = context.texts;
  const { size } = await stat(file).catch((cause: unknown) => {
    throw new AppError('not_found', transfer.noFile(file), { cause });
  });
  await using door = await openMemoryDoor(context, flags.home);
  const input = createReadStream(file);
  let read = 0;
  let shown = 0;
  input.on('data', (chunk) => {
    read += chunk.length;
    const percent = Math.floor((read / size) * 10) * 10;
    if (percent > shown) context.tell(transfer.progress(percent));
    shown = Math.max(shown, percent);
  });
  const answer = await door.post(`/import${queryOf(flags)}`, Readable.toWeb(input));
  const report = (await answer.json()) as ImportAnswer;
  if (flags.json === true) context.say(JSON.stringify(report, undefined, 2));
  else for (const line of reportLines(context, report, flags)) context.say(line);
  return report.rejected === 0 && report.isComplete ? 0 : 1;
}

function queryOf({ adopt, dryRun, all }: TransferFlags): string {
  const query = new URLSearchParams({
    ...(adopt === true ? { adopt: 'true' } : {}),
    ...(dryRun === true ? { dryRun: 'true' } : {}),
    ...(all === true ? { all: 'true' } : {}),
  }).toString();
  return query === '' ? '' : `?${query}`;
}

function reportLines(
  { texts }: CommandContext,
  report: ImportAnswer,
  { dryRun }: TransferFlags,
): readonly string[] {
  const { transfer } = texts;
  const { messages, memories, archives, tombstones, duplicates, rejected } = report;
  return [
    dryRun === true ? transfer.would : transfer.did,
    `  ${transfer.counts(messages, memories, archives, tombstones)}`,
    `  ${transfer.duplicates(duplicates)}`,
    ...(rejected === 0 ? [] : [`  ${transfer.rejected(rejected)}`]),
    ...report.rejectedLines.map(({ line, reason }) => `    ${line}: ${reason}`),
    ...(report.isComplete ? [] : [transfer.incomplete]),
  ];
}
