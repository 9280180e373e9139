import { createHash } from 'node:crypto';

import { messageRoles } from '../message.ts';
import { textOf } from '../message-text.ts';
import type { ImportItem } from '../import-items/item.ts';
import { instantOf, isObject, textIn } from './document.ts';
import type { SourceDocument } from './document.ts';
import { entriesIn } from './json-entries.ts';
import { contentOf } from './transcript-content.ts';

/**
 * A conversation in the plain form that most programs can write: a list of messages, `{ messages: [...] }`
 * or one JSON object a line, each with `role` and `content` (text or parts), and where they are known
 * `createdAt` (or `created_at`, `timestamp`), `id`, `name` and `sessionId` (or `session_id`). Of a list,
 * lines count the messages. A message without a date has that of the one before it, the first one that of the file;
 * without a session it is of the one that is named like the file.
 */
export function* messageItems({
  file,
  content,
  modifiedAt = 0,
}: SourceDocument): Generator<ImportItem, void, undefined> {
  const ownSession = (file.split('/').at(-1) ?? file).replace(/\.[^.]+$/u, '');
  let at = modifiedAt;
  for (const { entry, line } of entriesIn(content, ['messages'])) {
    const item = toItem(entry, { place: { file, line }, ownSession, at });
    if (item.type === 'message') at = item.message.createdAt;
    yield item;
  }
}

interface Surroundings {
  readonly place: { readonly file: string; readonly line: number };
  readonly ownSession: string;
  /** The date of the message before. */
  readonly at: number;
}

function toItem(entry: unknown, { place, ownSession, at }: Surroundings): ImportItem {
  const said = isObject(entry) ? contentOf(entry['content']) : undefined;
  if (!isObject(entry) || said === undefined) {
    return { type: 'problem', ...place, outcome: 'failed', reason: 'malformed' };
  }
  const role = messageRoles.find((known) => known === entry['role']);
  if (role === undefined) {
    return { type: 'problem', ...place, outcome: 'skipped', reason: 'unknown_role' };
  }
  if (textOf(said).trim() === '') {
    return { type: 'problem', ...place, outcome: 'skipped', reason: 'empty' };
  }
  const id = textIn(entry['id']) ?? idOf(place.line, textOf(said));
  const name = textIn(entry['name']);
  return {
    type: 'message',
    ...place,
    sessionId: textIn(entry['sessionId']) ?? textIn(entry['session_id']) ?? ownSession,
    message: {
      id,
      role,
      content: said,
      createdAt: dateOf(entry) ?? at,
      ...(name === undefined ? {} : { name }),
    },
  };
}

/** The same each time; another conversation in a file of the same name has other ones. */
function idOf(line: number, text: string): string {
  return `line-${line}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}

function dateOf(entry: Readonly<Record<string, unknown>>): number | undefined {
  return ['createdAt', 'created_at', 'timestamp']
    .map((field) => instantOf(entry[field]))
    .find((at) => at !== undefined);
}
