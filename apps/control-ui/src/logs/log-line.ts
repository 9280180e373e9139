export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface LogLine {
  /** Counts the lines of this visit. */
  readonly id: number;
  readonly level: LogLevel;
  /** ISO 8601; empty for a line that tells none. */
  readonly at: string;
  /** The line without its instant and level. */
  readonly text: string;
}

const textPattern = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) (DEBUG|INFO|WARN|ERROR) +(.*)$/su;

/** Reads a line as the gateway writes it, as text or as JSON; others are the continuation of one of `level`. */
export function parseLogLine(line: string, id: number, level: LogLevel = 'info'): LogLine {
  const [, at = '', name = '', text = ''] = textPattern.exec(line) ?? [];
  if (at !== '') return { id, at, level: toLevel(name), text };
  return parseJsonLine(line, id) ?? { id, at: '', level, text: line };
}

function toLevel(name: string): LogLevel {
  return logLevels.find((level) => level === name.toLowerCase()) ?? 'info';
}

/** Of the numbers that pino writes. */
const levelNumbers: Readonly<Record<number, LogLevel>> = {
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'error',
};

function parseJsonLine(line: string, id: number): LogLine | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { level, time, msg, ...fields } = JSON.parse(line) as Readonly<Record<string, unknown>>;
    const rest = Object.keys(fields).length === 0 ? '' : ` ${JSON.stringify(fields)}`;
    const at = new Date(Number(time)).toISOString();
    return { id, at, level: levelNumbers[Number(level)] ?? 'info', text: `${String(msg)}${rest}` };
  } catch {
    return undefined;
  }
}

export interface LogFilter {
  readonly level: LogLevel;
  readonly words: string;
}

/** The lines of at least the level that have all words, in any case. */
export function filterLines(
  lines: readonly LogLine[],
  { level, words }: LogFilter,
): readonly LogLine[] {
  const least = logLevels.indexOf(level);
  const wanted = words.toLowerCase().split(/\s+/u).filter(Boolean);
  return lines.filter((line) => {
    if (logLevels.indexOf(line.level) < least) return false;
    const text = line.text.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
