import * as v from 'valibot';

import { memoryCategories, memoryKinds } from '../category.ts';
import { messageRoles } from '../message.ts';

/** Why something of a source was not taken. The first six are meant so, the others are failures. */
export const importReasons = [
  /** It holds a password, key or card number. */
  'secret',
  /** Its person had it forgotten here. */
  'forgotten',
  /** It says nothing: a field of a form that nobody filled in, a message without words. */
  'empty',
  /** A summary or an index of what is taken elsewhere. */
  'derived',
  /** It is of another person than the rest. */
  'other_user',
  /** A message of nobody in a conversation. */
  'unknown_role',
  /** It is longer than a memory may be. */
  'too_long',
  /** It has not the form that it should have. */
  'malformed',
  'unreadable',
  /** A file that is not text in UTF-8 or UTF-16. */
  'no_text',
  /** It could not be stored. */
  'refused',
] as const;

export type ImportReason = (typeof importReasons)[number];

const text = v.string();
const id = v.pipe(text, v.minLength(1), v.maxLength(256));
const instant = v.pipe(v.number(), v.safeInteger());

/** Where in the source it stands; lines and rows count from 1. */
const place = { file: text, line: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) };

/**
 * Something to take in from elsewhere, whatever its source looks like: a statement becomes a memory,
 * a message stays one. A problem is what a parser could not take; it only goes into the report.
 */
export const ImportItem = v.variant('type', [
  v.object({
    type: v.literal('statement'),
    ...place,
    content: text,
    category: v.exactOptional(v.picklist(memoryCategories)),
    kind: v.exactOptional(v.picklist(memoryKinds)),
    importance: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
    tags: v.exactOptional(v.array(text)),
    /** When it was written down, Unix milliseconds. Default: now. */
    saidAt: v.exactOptional(instant),
    validFrom: v.exactOptional(instant),
    validTo: v.exactOptional(instant),
  }),
  v.object({
    type: v.literal('message'),
    ...place,
    sessionId: id,
    /** Default: that of the import. */
    agentId: v.exactOptional(id),
    message: v.object({
      id,
      role: v.picklist(messageRoles),
      content: v.union([text, v.array(v.looseObject({ type: text, text: v.exactOptional(text) }))]),
      createdAt: instant,
      name: v.exactOptional(id),
    }),
  }),
  v.object({
    type: v.literal('problem'),
    ...place,
    outcome: v.picklist(['skipped', 'failed']),
    reason: v.picklist(importReasons),
  }),
]);
export type ImportItem = v.InferOutput<typeof ImportItem>;
export type ImportItemOf<T extends ImportItem['type']> = Extract<ImportItem, { type: T }>;
export type StatementItem = ImportItemOf<'statement'>;
export type MessageItem = ImportItemOf<'message'>;
export type ProblemItem = ImportItemOf<'problem'>;
