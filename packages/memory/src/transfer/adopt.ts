import { assertNever } from '@homarus/base';

import { toAccountUri } from '../uri.ts';
import type { ContentLine, LineOf } from './format.ts';

/** Whose a line is; undefined for the end. */
export function accountOf(line: ContentLine): string | undefined {
  switch (line.type) {
    case 'message':
      return line.message.accountId;
    case 'session':
    case 'archive':
      return line.scope.accountId;
    case 'memory':
      return line.record.accountId;
    case 'tombstone':
      return line.accountId;
    case 'end':
      return undefined;
    default:
      return assertNever(line);
  }
}

/** The same line as if it had been another account's. */
export function adopted(line: ContentLine, accountId: string): ContentLine {
  switch (line.type) {
    case 'message':
      return { ...line, message: { ...line.message, accountId } };
    case 'session':
      return { ...line, scope: { ...line.scope, accountId } };
    case 'archive': {
      const archive = { ...line.archive, uri: toAccountUri(line.archive.uri, accountId) };
      return { ...line, scope: { ...line.scope, accountId }, archive };
    }
    case 'memory':
      return adoptedMemory(line, accountId);
    case 'tombstone':
      return { ...line, accountId };
    case 'end':
      return line;
    default:
      return assertNever(line);
  }
}

function adoptedMemory(line: LineOf<'memory'>, accountId: string): ContentLine {
  const moved = (record: LineOf<'memory'>['record']) =>
    Object.assign({}, record, { accountId, uri: toAccountUri(record.uri, accountId) });
  const revisions = line.revisions.map((revision) => {
    const { previous } = revision;
    return previous === undefined
      ? revision
      : Object.assign({}, revision, { previous: moved(previous) });
  });
  return { ...line, record: moved(line.record), revisions };
}
