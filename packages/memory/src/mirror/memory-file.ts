import { errorText, singleLine, truncate } from '@homarus/base';
import * as v from 'valibot';

import { memoryCategories } from '../category.ts';
import type { MemoryCategory } from '../category.ts';
import { abstractOf, overviewOf } from '../learn/records.ts';
import type { MemoryEdit } from '../library/library.ts';
import type { MemoryRecord } from '../record.ts';
import { splitFrontMatter, toIsoInstant, withFrontMatter } from './front-matter.ts';
import type { ShownMemory } from './shown.ts';

const marks = ['## Abstract', '## Overview', '## Content'] as const;
const [abstractMark, overviewMark, contentMark] = marks;

/** A memory as a file: the same memory gives the same bytes. */
export function renderMemory({ record, revision }: ShownMemory): string {
  const { source } = record;
  const isAgents = record.ownerSpace.startsWith('agent:');
  return withFrontMatter(
    [
      ['id', record.id],
      ['category', record.category],
      ['kind', record.kind],
      ['importance', record.importance],
      ['said', toIsoInstant(source.saidAt)],
      ['recorded', toIsoInstant(record.recordedAt)],
      ['valid_from', toIsoInstant(record.validFrom)],
      ['valid_to', toIsoInstant(record.validTo)],
      ['provenance', source.provenance],
      ['session', source.sessionId],
      ['user', isAgents ? record.userId : undefined],
      ['agent', isAgents ? record.agentId : undefined],
      ['revision', revision],
      ['entities', record.entities],
      ['tags', record.tags],
    ],
    bodyOf(record),
  ).toWellFormed();
}

/** The levels that say something of their own; one that is the content, or its beginning, does not. */
function bodyOf({ abstract, overview, content }: MemoryRecord): string {
  const levels = [
    ...(abstract === abstractOf(content) ? [] : [abstractMark, '', abstract, '']),
    ...(overview === overviewOf(content) ? [] : [overviewMark, '', overview, '']),
  ];
  const isBare = levels.length === 0 && !marks.some((mark) => content.startsWith(mark));
  return isBare ? content : [...levels, contentMark, '', content].join('\n');
}

function contentOf(body: string): string {
  const text = body.trim();
  if (!marks.some((mark) => text.startsWith(`${mark}\n`))) return text;
  const start = `\n${text}`.indexOf(`\n${contentMark}\n`);
  return start < 0 ? text : text.slice(start + contentMark.length).trim();
}

/** What a person's file says. */
export interface ReadMemoryFile {
  readonly id: string | undefined;
  readonly revision: number | undefined;
  /** Whose it is, in a folder of an agent. */
  readonly user: string | undefined;
  readonly agent: string | undefined;
  readonly content: string;
  readonly category: MemoryCategory | undefined;
  readonly importance: number | undefined;
  readonly tags: readonly string[];
  readonly validFrom: number | undefined;
  readonly validTo: number | undefined;
}

export type ParsedMemoryFile =
  | { readonly type: 'read'; readonly file: ReadMemoryFile }
  | { readonly type: 'malformed'; readonly reason: string };

const instant = v.pipe(
  v.string('must be a date such as 2026-05-03 or 2026-05-03T10:00:00Z'),
  v.transform((text) => Date.parse(text)),
  v.number('must be a date such as 2026-05-03 or 2026-05-03T10:00:00Z'),
);
const importanceText = 'must be a number from 0 to 1';

const FrontMatter = v.object({
  id: v.nullish(v.string('must be the id of a memory')),
  revision: v.nullish(
    v.pipe(v.number('must be a whole number'), v.integer('must be a whole number')),
  ),
  user: v.nullish(v.string('must be the id of a user')),
  agent: v.nullish(v.string('must be the id of an agent')),
  category: v.nullish(
    v.picklist(memoryCategories, `must be one of ${memoryCategories.join(', ')}`),
  ),
  importance: v.nullish(
    v.pipe(v.number(importanceText), v.minValue(0, importanceText), v.maxValue(1, importanceText)),
  ),
  tags: v.nullish(v.array(v.string('must be a list of texts'), 'must be a list of texts')),
  valid_from: v.nullish(instant),
  valid_to: v.nullish(instant),
});

/** Reads a file as a person may have written it; never throws. */
export async function parseMemoryFile(text: string): Promise<ParsedMemoryFile> {
  const { yaml, body } = splitFrontMatter(text);
  if (body === undefined) return malformed('the front matter has no closing line of ---');
  const front = await parseFrontMatter(yaml ?? '');
  if (typeof front === 'string') return malformed(front);
  return { type: 'read', file: { ...withoutNull(front), content: contentOf(body) } };
}

function withoutNull(front: v.InferOutput<typeof FrontMatter>): Omit<ReadMemoryFile, 'content'> {
  const orUndefined = <T>(value: T | null | undefined): T | undefined => value ?? undefined;
  return {
    id: orUndefined(front.id),
    revision: orUndefined(front.revision),
    user: orUndefined(front.user),
    agent: orUndefined(front.agent),
    category: orUndefined(front.category),
    importance: orUndefined(front.importance),
    tags: front.tags ?? [],
    validFrom: orUndefined(front.valid_from),
    validTo: orUndefined(front.valid_to),
  };
}

/** The fields, or what is wrong with them. */
async function parseFrontMatter(yaml: string): Promise<v.InferOutput<typeof FrontMatter> | string> {
  const { parse } = await import('yaml');
  try {
    const result = v.safeParse(FrontMatter, parse(yaml) ?? {});
    if (result.success) return result.output;
    const [issue] = result.issues;
    return `${v.getDotPath(issue) ?? 'the front matter'}: ${singleLine(issue.message)}`;
  } catch (error) {
    return `the front matter is no YAML: ${truncate(singleLine(errorText(error)), 160)}`;
  }
}

function malformed(reason: string): ParsedMemoryFile {
  return { type: 'malformed', reason };
}

/**
 * What a file changes of a memory; undefined when nothing. A key that is not there clears tags and
 * dates and leaves importance and category; keys that people do not set are passed over. `folder` is
 * the category of the folder that the file is in: to move a file is to change its category.
 */
export function editIn(
  file: ReadMemoryFile,
  base: MemoryRecord,
  folder: MemoryCategory,
): MemoryEdit | undefined {
  const { content, importance = base.importance, tags } = file;
  const named = file.category ?? base.category;
  const category = named === base.category ? folder : named;
  const edit: MemoryEdit = {
    ...(content === normalized(base.content) ? {} : { content }),
    ...(category === base.category ? {} : { category }),
    ...(importance === base.importance ? {} : { importance }),
    ...(JSON.stringify(tags) === JSON.stringify(base.tags) ? {} : { tags }),
    ...periodIn(file, base),
  };
  return Object.keys(edit).length === 0 ? undefined : edit;
}

function periodIn(file: ReadMemoryFile, base: MemoryRecord): MemoryEdit {
  const { validFrom = null, validTo = null } = file;
  return {
    ...(isSameInstant(file.validFrom, base.validFrom) ? {} : { validFrom }),
    ...(isSameInstant(file.validTo, base.validTo) ? {} : { validTo }),
  };
}

/** As it comes back from a file. */
function normalized(content: string): string {
  return content.toWellFormed().replaceAll(/\r\n?/gu, '\n').trim();
}

function isSameInstant(a: number | undefined, b: number | undefined): boolean {
  return a === (b === undefined ? undefined : Math.trunc(b));
}
