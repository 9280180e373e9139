/** A text file of a source. */
export interface SourceDocument {
  /** As its reader knows it: a path below the source, with `/`. */
  readonly file: string;
  readonly content: string;
  /** Unix milliseconds; the date of statements that have none of their own. */
  readonly modifiedAt?: number | undefined;
}

const isoDate = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/u;
const chineseDate = /(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/u;

/** The day that a name or heading speaks of (`2026-01-05`, `2026年1月5日`): its midnight in UTC. */
export function dayNamedIn(text: string): number | undefined {
  const [, year, month, day] = isoDate.exec(text) ?? chineseDate.exec(text) ?? [];
  if (year === undefined) return undefined;
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // Not a day: `Date.UTC` takes 30 February for 2 March.
  return new Date(at).getUTCDate() === Number(day) ? at : undefined;
}

/** The instant of an ISO 8601 text, or of a number of seconds or milliseconds; undefined when it is none. */
export function instantOf(value: unknown): number | undefined {
  if (typeof value === 'bigint') return instantOf(Number(value));
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || value <= 0) return undefined;
    // Seconds until the year 5138, milliseconds from 1973 on.
    return Math.round(value < 1e11 ? value * 1000 : value);
  }
  if (typeof value !== 'string') return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a JSON text; undefined when it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
