/** Absent in the domain is `null` in a row. */
export function orNull<T>(value: T | undefined): T | null {
  return value ?? null;
}

export function orUndefined<T>(value: T | null): T | undefined {
  return value ?? undefined;
}

/** SQLite has no booleans. */
export type Flag = 0 | 1;

export function toFlag(value: boolean): Flag {
  return value ? 1 : 0;
}

/**
 * A JSON column. JSON escapes what a text column cannot hold (lone surrogates), so that any string
 * comes back as it was.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value);
}

/** Reads a column that {@link toJson} wrote; the only writer of the file is this package. */
export function fromJson(text: string): unknown {
  return JSON.parse(text);
}

const noStrings: readonly string[] = [];

/** A JSON column with a list of strings, most often an empty one. */
export function fromJsonList(text: string): readonly string[] {
  return text === '[]' ? noStrings : (fromJson(text) as readonly string[]);
}
