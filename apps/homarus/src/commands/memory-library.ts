import { dayIn, singleLine } from '@homarus/base';
import type {
  CreateMemoryAnswer,
  ListedMemory,
  ListMemoriesAnswer,
  MemoryHistoryAnswer,
  UndoMemoryAnswer,
} from '@homarus/protocol';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import { givenTime } from './given-time.ts';
import { withMemoryApi } from './memory-api.ts';
import type { MemoryCall, MemoryFlags } from './memory-api.ts';
import { rows } from './rows.ts';

export interface ListFlags extends MemoryFlags {
  readonly state?: string;
  readonly category?: string;
  readonly subject?: string;
  readonly from?: string;
  readonly to?: string;
  readonly asOf?: string;
  readonly order?: string;
  readonly limit?: string;
  readonly offset?: string;
}

export interface MemoryFieldFlags extends MemoryFlags {
  readonly category?: string;
  readonly importance?: string;
  readonly tag?: readonly string[];
  readonly from?: string;
  readonly to?: string;
}

export interface RevisionFlags extends MemoryFlags {
  readonly revision?: string;
}

export interface UndoFlags extends RevisionFlags {
  readonly supersede?: true;
}

/** Asks, and shows the answer: as it is with `--json`, else in words. */
async function ask<Answer>(
  context: CommandContext,
  flags: MemoryFlags,
  work: (call: MemoryCall, timeZone: string) => Promise<Answer>,
  show: (answer: Answer, timeZone: string) => readonly string[],
): Promise<ExitCode> {
  const lines = await withMemoryApi(context, flags, async (call, timeZone) => {
    const answer = await work(call, timeZone);
    return flags.json === true ? [JSON.stringify(answer, undefined, 2)] : show(answer, timeZone);
  });
  for (const line of lines) context.say(line);
  return 0;
}

/** `homarus memory list`. */
export function memoryList(
  context: CommandContext,
  words: readonly string[],
  flags: ListFlags,
): Promise<ExitCode> {
  const { state, category, subject, from, to, asOf, order, limit, offset } = flags;
  const text = words.length === 0 ? undefined : words.join(' ');
  const query = { text, states: state, categories: category, subject, order, limit, offset };
  return ask(
    context,
    flags,
    (call, timeZone) =>
      call('GET', 'memories', {
        ...query,
        timeFrom: givenTime(from, timeZone),
        timeTo: givenTime(to, timeZone),
        asOf: givenTime(asOf, timeZone),
      }) as Promise<ListMemoriesAnswer>,
    ({ memories, total }, timeZone) =>
      total === 0
        ? [context.texts.library.none]
        : [
            ...memories.map((memory) => memoryLine(memory, timeZone)),
            context.texts.library.shown(memories.length, total),
          ],
  );
}

function memoryLine(
  { id, updatedAt, category, content, state }: ListedMemory,
  timeZone: string,
): string {
  const mark = state === 'live' ? '' : `  (${state})`;
  return `${id}  ${dayIn(updatedAt, timeZone)}  ${category}${mark}  ${singleLine(content)}`;
}

/** `homarus memory show`. */
export function memoryShow(
  context: CommandContext,
  id: string,
  flags: MemoryFlags,
): Promise<ExitCode> {
  return ask(
    context,
    flags,
    (call) => call('GET', pathOf(id)) as Promise<ListedMemory>,
    (memory, timeZone) => memoryRows(context, memory, timeZone),
  );
}

function pathOf(id: string): string {
  return `memories/${encodeURIComponent(id)}`;
}

function memoryRows(
  { texts }: CommandContext,
  memory: ListedMemory,
  timeZone: string,
): readonly string[] {
  const { library } = texts;
  const { state, category, importance, weight, provenance, revision, tags } = memory;
  const { validFrom, validTo, quote, attribute, value } = memory;
  const [from, to] = [validFrom, validTo].map((at) =>
    at === undefined ? '' : dayIn(at, timeZone),
  );
  const shown: readonly (readonly [string, string])[] = [
    [library.content, memory.content],
    [library.state, state],
    [library.category, category],
    [
      library.says,
      attribute === undefined ? '' : `${memory.subject}.${attribute} = ${value ?? ''}`,
    ],
    [library.importance, `${importance} × ${weight.toFixed(2)}`],
    [library.holds, `${from ?? ''} – ${to ?? ''}`],
    [library.source, provenance],
    [library.quote, quote ?? ''],
    [library.tags, tags.join(', ')],
    [library.revision, String(revision)],
  ];
  return [memory.id, ...rows(shown.filter(([, text]) => text !== ''))];
}

/** `homarus memory add`. */
export function memoryAdd(
  context: CommandContext,
  words: readonly string[],
  flags: MemoryFieldFlags,
): Promise<ExitCode> {
  const { library } = context.texts;
  return ask(
    context,
    flags,
    (call, timeZone) =>
      call('POST', 'memories', {
        content: words.join(' '),
        ...fieldsOf(flags, timeZone),
      }) as Promise<CreateMemoryAnswer>,
    ({ action, memory, superseded }) => [
      `${library[action]} ${memory.id}`,
      ...superseded.map((id) => library.ended(id)),
    ],
  );
}

function fieldsOf({ category, importance, tag, from, to }: MemoryFieldFlags, timeZone: string) {
  return {
    category,
    importance: importance === undefined ? undefined : Number(importance),
    tags: tag,
    validFrom: givenTime(from, timeZone),
    validTo: givenTime(to, timeZone),
  };
}

/** `homarus memory edit`. */
export function memoryEdit(
  context: CommandContext,
  id: string,
  words: readonly string[],
  flags: MemoryFieldFlags & RevisionFlags,
): Promise<ExitCode> {
  const content = words.length === 0 ? undefined : words.join(' ');
  return ask(
    context,
    flags,
    (call, timeZone) =>
      call('PATCH', pathOf(id), {
        content,
        ...fieldsOf(flags, timeZone),
        ...revisionOf(flags),
      }) as Promise<ListedMemory>,
    (memory, timeZone) => memoryRows(context, memory, timeZone),
  );
}

function revisionOf({ revision }: RevisionFlags) {
  return { revision: revision === undefined ? undefined : Number(revision) };
}

/** `homarus memory forget`. */
export function memoryForget(
  context: CommandContext,
  id: string,
  flags: RevisionFlags,
): Promise<ExitCode> {
  return ask(
    context,
    flags,
    (call) => call('DELETE', pathOf(id), { revision: flags.revision }) as Promise<ListedMemory>,
    (memory) => [context.texts.library.forgotten(memory.id, singleLine(memory.content))],
  );
}

/** `homarus memory history`. */
export function memoryHistory(
  context: CommandContext,
  id: string,
  flags: MemoryFlags,
): Promise<ExitCode> {
  return ask(
    context,
    flags,
    (call) => call('GET', `${pathOf(id)}/history`) as Promise<MemoryHistoryAnswer>,
    ({ revisions }, timeZone) =>
      revisions.map(({ revision, createdAt, cause, state, content, changes }) => {
        const fields = changes.map(({ field }) => field).join(', ');
        const why = fields === '' ? cause : `${cause}: ${fields}`;
        return `${revision}  ${dayIn(createdAt, timeZone)}  ${state}  ${singleLine(content)}  [${why}]`;
      }),
  );
}

/** `homarus memory undo`. */
export function memoryUndo(
  context: CommandContext,
  id: string,
  flags: UndoFlags,
): Promise<ExitCode> {
  const { library } = context.texts;
  return ask(
    context,
    flags,
    (call) =>
      call('POST', `${pathOf(id)}/undo`, {
        ...revisionOf(flags),
        supersede: flags.supersede,
      }) as Promise<UndoMemoryAnswer>,
    ({ memory, restored, conflicts, superseded }, timeZone) => [
      library.undone(memory.id, restored),
      ...memoryRows(context, memory, timeZone),
      ...superseded.map((other) => library.ended(other)),
      ...conflicts.map((other) => library.contradicts(other.id, singleLine(other.content))),
    ],
  );
}
