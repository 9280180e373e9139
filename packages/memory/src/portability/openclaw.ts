import type { ImportItem } from '../import-items/item.ts';
import { messageRoles } from '../message.ts';
import { textOf } from '../message-text.ts';
import { instantOf, isObject, readJson, textIn } from './document.ts';
import type { SourceDocument } from './document.ts';
import { markdownItems } from './markdown-items.ts';
import { contentOf } from './transcript-content.ts';

/** `MEMORY.md`, `USER.md` and the daily notes `memory/*.md` of an OpenClaw workspace. */
export function openclawItems(document: SourceDocument): Iterable<ImportItem> {
  const isProfile = /(?:^|\/)USER\.md$/u.test(document.file);
  return markdownItems(document, {
    origin: 'openclaw',
    ...(isProfile ? { hint: { category: 'user_memory_fact', kind: 'profile' } } : {}),
  });
}

export interface Transcript {
  readonly file: string;
  readonly agentId?: string | undefined;
  /** Until the file's own header names another. */
  readonly sessionId: string;
  readonly lines: AsyncIterable<string>;
}

/**
 * The messages of a session that OpenClaw wrote: JSON Lines, a `session` header, then entries of which
 * those of type `message` carry one (`{ type, id, timestamp, message: { role, content, timestamp } }`).
 * Other entries (changes of the model, custom records) are about the run, not said, and not reported.
 */
export async function* transcriptItems(transcript: Transcript): AsyncGenerator<ImportItem> {
  let { sessionId } = transcript;
  let line = 0;
  /** Of what came before: an entry without a date was written soon after it. */
  let lastAt: number | undefined;
  for await (const text of transcript.lines) {
    line += 1;
    if (text.trim() === '') continue;
    const entry = readJson(text);
    if (isObject(entry)) lastAt = instantOf(entry['timestamp']) ?? lastAt;
    if (!isObject(entry)) {
      yield {
        type: 'problem',
        file: transcript.file,
        line,
        outcome: 'failed',
        reason: 'malformed',
      };
    } else if (entry['type'] === 'session') {
      sessionId = textIn(entry['id']) ?? sessionId;
    } else if (entry['type'] === 'message') {
      yield messageItem(entry, { ...transcript, sessionId, lastAt }, line);
    }
  }
}

function messageItem(
  entry: Readonly<Record<string, unknown>>,
  { file, agentId, sessionId, lastAt }: Transcript & { readonly lastAt: number | undefined },
  line: number,
): ImportItem {
  const place = { file, line };
  const message = isObject(entry['message']) ? entry['message'] : {};
  const createdAt = instantOf(entry['timestamp']) ?? instantOf(message['timestamp']) ?? lastAt;
  const content = contentOf(message['content']);
  if (createdAt === undefined || content === undefined) {
    return { type: 'problem', ...place, outcome: 'failed', reason: 'malformed' };
  }
  const role = messageRoles.find((known) => known === message['role']);
  if (role === undefined) {
    return { type: 'problem', ...place, outcome: 'skipped', reason: 'unknown_role' };
  }
  if (textOf(content).trim() === '') {
    return { type: 'problem', ...place, outcome: 'skipped', reason: 'empty' };
  }
  // Entries of old versions have no id; their place in the file is as lasting.
  const id = textIn(entry['id']) ?? `line-${line}`;
  const name = role === 'toolResult' ? textIn(message['toolName']) : undefined;
  return {
    type: 'message',
    ...place,
    sessionId,
    ...(agentId === undefined ? {} : { agentId }),
    message: { id, role, content, createdAt, ...(name === undefined ? {} : { name }) },
  };
}

/** What the `category` of the memory plugin on LanceDB is here. */
const tableCategories: Readonly<Record<string, object>> = {
  preference: { category: 'user_memory_preference', kind: 'preference' },
  decision: { category: 'user_memory_decision' },
  entity: { category: 'user_memory_fact', kind: 'entity' },
};

/** A row `{ text, category, importance, createdAt }` of OpenClaw's table `memories` on LanceDB. */
export function tableRowItem(row: unknown, line: number): ImportItem {
  const place = { file: 'memories', line };
  const content = isObject(row) ? textIn(row['text']) : undefined;
  if (!isObject(row) || content === undefined) {
    return { type: 'problem', ...place, outcome: 'skipped', reason: 'empty' };
  }
  const { importance } = row;
  const saidAt = instantOf(row['createdAt']);
  const category = textIn(row['category']) ?? 'other';
  const isShare = typeof importance === 'number' && importance >= 0 && importance <= 1;
  return {
    type: 'statement',
    ...place,
    content,
    ...tableCategories[category],
    ...(isShare ? { importance } : {}),
    ...(saidAt === undefined ? {} : { saidAt }),
    tags: ['openclaw-lancedb', category],
  };
}
