/** The fields before a Markdown text, by their last names (`metadata.type` is `type`), and the text. */
export interface FrontMatter {
  readonly fields: Readonly<Record<string, string>>;
  readonly body: string;
  /** How many lines stand before the body. */
  readonly lines: number;
}

const block = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/u;

/**
 * Reads the one-line `key: value` fields between two `---` lines, which is all that memory files have;
 * of richer YAML only those are seen.
 */
export function readFrontMatter(content: string): FrontMatter {
  const match = block.exec(content);
  if (match === null) return { fields: {}, body: content, lines: 0 };
  const [whole, inner = ''] = match;
  const fields = inner.split(/\r?\n/u).flatMap((line) => {
    const [, key = '', value = ''] = /^\s*([\w-]+)\s*:\s*(.*?)\s*$/u.exec(line) ?? [];
    return key === '' ? [] : [[key.toLowerCase(), value.replaceAll(/^["']|["']$/gu, '')] as const];
  });
  return {
    fields: Object.fromEntries(fields),
    body: content.slice(whole.length),
    lines: whole.split('\n').length - 1,
  };
}
