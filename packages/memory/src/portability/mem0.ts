import type { ImportItem } from '../import-items/item.ts';
import { categoryHint } from './category-hint.ts';
import { instantOf, isObject, readJson, textIn } from './document.ts';
import type { SourceDocument } from './document.ts';

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
  for (const { entry, line } of entriesOf(content)) {
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

interface Entry {
  readonly entry: unknown;
  readonly line: number;
}

/** JSON Lines are read as far as they go; JSON that breaks off is one problem, and not one a line. */
function entriesOf(content: string): readonly Entry[] {
  const whole = readJson(content);
  if (whole !== undefined) {
    const list = isObject(whole) ? (listIn(whole) ?? [whole]) : whole;
    return Array.isArray(list)
      ? list.map((entry: unknown, index) => ({ entry, line: index + 1 }))
      : [{ entry: list, line: 1 }];
  }
  const lines = content.split('\n').flatMap((text, index) => {
    const isBlank = text.trim() === '';
    return isBlank ? [] : [{ entry: readJson(text), line: index + 1 }];
  });
  if (lines.some(({ entry }) => isObject(entry))) return lines;
  return content.trim() === '' ? [] : [{ entry: undefined, line: brokenLineOf(content) }];
}

/** Where a JSON text is none any more. */
function brokenLineOf(content: string): number {
  try {
    JSON.parse(content);
    return 1;
  } catch (error) {
    const [, line] = /\(line (\d+)/u.exec(String(error)) ?? [];
    return line === undefined ? content.trimEnd().split('\n').length : Number(line);
  }
}

function listIn(whole: Readonly<Record<string, unknown>>): readonly unknown[] | undefined {
  return [whole['results'], whole['memories']].find((value) => Array.isArray(value));
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
