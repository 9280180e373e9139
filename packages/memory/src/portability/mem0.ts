import type { ImportItem } from '../import-items/item.ts';
import { categoryHint } from './category-hint.ts';
import { instantOf, isObject, textIn } from './document.ts';
import type { SourceDocument } from './document.ts';
import { entriesIn } from './json-entries.ts';

/**
 * The memories of a mem0 export: `{ results: [...] }`, a list, or one JSON object a line, each with
 * `memory` (or `text`), `created_at`, `updated_at`, `categories`, `metadata` and `user_id`. Of a list, lines
 * count the memories. Only those of one person are taken: of `userId`, else of the first that is named.
 */
export function* mem0Items(
  { file, content }: SourceDocument,
  options: { readonly userId?: string | undefined } = {},
): Generator<ImportItem, void, undefined> {
  let { userId } = options;
  for (const { entry, line } of entriesIn(content, ['results', 'memories'])) {
    const place = { file, line };
    const owner = isObject(entry) ? textIn(entry['user_id']) : undefined;
    userId ??= owner;
    if (!isObject(entry)) {
      yield { type: 'problem', ...place, outcome: 'failed', reason: 'malformed' };
    } else if (owner !== undefined && owner !== userId) {
      yield { type: 'problem', ...place, outcome: 'skipped', reason: 'other_user' };
    } else {
      yield { ...toItem(entry), ...place };
    }
  }
}

function toItem(entry: Readonly<Record<string, unknown>>) {
  const { memory = entry['text'], metadata, categories } = entry;
  if (typeof memory !== 'string') {
    return { type: 'problem', outcome: 'failed', reason: 'malformed' } as const;
  }
  const names = (Array.isArray(categories) ? categories : []).filter(
    (name): name is string => typeof name === 'string',
  );
  const fields = isObject(metadata) ? metadata : {};
  const about = [fields['category'], fields['type']].filter((value) => typeof value === 'string');
  const createdAt = instantOf(entry['created_at']);
  const saidAt = instantOf(entry['updated_at']) ?? createdAt;
  const validTo = instantOf(entry['expiration_date']);
  return {
    type: 'statement' as const,
    content: memory,
    ...categoryHint([...about, ...names]),
    ...(saidAt === undefined ? {} : { saidAt }),
    ...(createdAt === undefined ? {} : { validFrom: createdAt }),
    ...(validTo === undefined ? {} : { validTo }),
    tags: ['mem0', ...names],
  };
}
