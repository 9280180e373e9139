import type { ImportItem } from '@homarus/memory';
import { markdownItems, mem0Items, type SourceDocument } from '@homarus/memory/portability';
import { ImportDocumentsBody, type ImportItemsAnswer, parseInput } from '@homarus/protocol';

import { toScope } from '../scope.ts';
import type { Call } from './route.ts';

/** Takes in the text files of another memory. */
export async function importDocuments(call: Call): Promise<ImportItemsAnswer> {
  const body = parseInput(ImportDocumentsBody, call.body);
  const { format, documents, sourceUserId: userId, dryRun = false, ...named } = body;
  const scope = toScope(named, call.caller, call.defaults);
  const read = (document: SourceDocument): Iterable<ImportItem> =>
    format === 'mem0'
      ? mem0Items(document, { userId })
      : markdownItems(document, { origin: format });
  const options = { dryRun, signal: call.signal };
  const report = await call.memory.transfer.importItems(scope, allOf(documents, read), options);
  return { ok: true, ...report };
}

async function* allOf(
  documents: readonly SourceDocument[],
  read: (document: SourceDocument) => Iterable<ImportItem>,
): AsyncGenerator<ImportItem, void, undefined> {
  for (const document of documents) yield* read(document);
}
