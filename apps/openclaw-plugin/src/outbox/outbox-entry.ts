/** Something that has to arrive, exactly once in effect: sending it twice does no harm. */
export interface OutboxEntry {
  /** The same for the same thing, for ever. */
  readonly key: string;
  /** JSON. */
  readonly body: unknown;
}

/** Undefined for what is no entry. */
export function parseEntry(text: string): OutboxEntry | undefined {
  try {
    const entry: unknown = JSON.parse(text);
    if (typeof entry !== 'object' || entry === null) return undefined;
    if (!('key' in entry) || typeof entry.key !== 'string' || !('body' in entry)) return undefined;
    return { key: entry.key, body: entry.body };
  } catch {
    return undefined;
  }
}
