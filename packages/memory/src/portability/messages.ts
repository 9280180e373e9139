import { createHash } from 'node:crypto';

import { messageRoles } from '../message.ts';
import { textOf } from '../message-text.ts';
import type { ImportItem } from '../import-items/item.ts';
import { entriesIn, instantOf, isObject, textIn } from './document.ts';
import type { SourceDocument } from './document.ts';
import { contentOf } from './transcript-content.ts';

/**
 * A conversation in the plain form that most programs can write: a list of messages, `{ messages: [...] }`
 * or one JSON object a line, each with `role` and `content` (text or parts), and where they are known
 * `createdAt` (or `created_at`, `timestamp`), `id`, `name` and `sessionId` (or `session_id`). Lines count
 * the messages. A message without a date has that of the one before it, the first one that of the file;
 * without a session it is of the one that is named like the file.
 */
export function* messageItems({
  file,
  content,
  modifiedAt = 0,
}: SourceDocument): Generator<ImportItem, void, undefined> {
  const ownSession = (file.split('/').at(-1) ?? file).replace(/\.[^.]+$/u, '');
  let at = modifiedAt;
  for (const [index, entry] of entriesIn(content, ['messages']).entries()) {
    const place = { file, line: index + 1 };
    const said = isObject(entry) ? contentOf(entry['content']) : undefined;
    const role = messageRoles.find((known) => isObject(entry) && known === entry['role']);
    if (!isObject(entry) || said === undefined) {
      yield { type: 'problem', ...place, outcome: 'failed', reason: 'malformed' };
    } else if (role === undefined) {
      yield { type: 'problem', ...place, outcome: 'skipped', reason: 'unknown_role' };
    } else if (textOf(said).trim() === '') {
      yield { type: 'problem', ...place, outcome: 'skipped', reason: 'empty' };
    } else {
      at = dateOf(entry) ?? at;
      const name = textIn(entry['name']);
      yield {
        type: 'message',
        ...place,
        sessionId: textIn(entry['sessionId']) ?? textIn(entry['session_id']) ?? ownSession,
        message: {
          id: textIn(entry['id']) ?? idOf(place.line, textOf(said)),
          role,
          content: said,
          createdAt: at,
          ...(name === undefined ? {} : { name }),
        },
      };
    }
  }
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
