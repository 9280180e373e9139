import { isAppError } from '@homarus/base';
import type { LogFields, Logger } from '@homarus/base';
import { destination, multistream, pino, stdSerializers } from 'pino';
import type { Logger as PinoLogger, StreamEntry } from 'pino';

import type { LogConfig } from './config/config.ts';

export interface LogOptions extends LogConfig {
  /** A file that takes all lines of the level. */
  readonly file?: string;
  /** The least level of lines on stderr; undefined: none. */
  readonly stderr: LogConfig['level'] | undefined;
}

export interface OpenLog extends Disposable {
  readonly log: Logger;
  /** From now on lines of at least this level are written. */
  readonly setLevel: (level: LogConfig['level']) => void;
}

const secretNames = [
  'token',
  'apiKey',
  'api_key',
  'authorization',
  'password',
  'secret',
  'key',
  'cookie',
];

/** Lines that wait for room on the disk; further ones are dropped. */
const maxUnwrittenBytes = 1024 * 1024;

/** Opens the log. Lines are written at once, so that none is lost in a crash. */
export function openLog(options: LogOptions): OpenLog {
  let { level: least } = options;
  const streams: StreamEntry<LogConfig['level']>[] = [];
  const opened: { end(): void }[] = [];
  const toStream = (target: { write(line: string): unknown }): { write(line: string): void } => ({
    write(line) {
      try {
        target.write(options.format === 'json' ? line : textLine(line));
      } catch {
        // A full disk must not fail the work that is told about; the lines are written when there is room.
      }
    },
  });
  if (options.file !== undefined) {
    const file = destination({
      dest: options.file,
      sync: true,
      mode: 0o600,
      mkdir: true,
      maxLength: maxUnwrittenBytes,
    });
    opened.push(file);
    streams.push({ level: 'debug', stream: toStream(file) });
  }
  if (options.stderr !== undefined) {
    streams.push({ level: options.stderr, stream: toStream(process.stderr) });
  }
  const root = pino(
    {
      level: 'debug',
      base: null,
      redact: {
        paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: '***',
      },
      serializers: { error: errorFields, cause: errorFields },
    },
    multistream(streams, { dedupe: false }),
  );
  return {
    log: toLogger(root, (level) => rank[level] >= rank[least]),
    setLevel: (level) => {
      least = level;
    },
    [Symbol.dispose]: () => {
      for (const stream of opened) stream.end();
    },
  };
}

const rank: Readonly<Record<LogConfig['level'], number>> = { debug: 0, info: 1, warn: 2, error: 3 };

/** Children share the level, which may change while they live. */
function toLogger(target: PinoLogger, isWritten: (level: LogConfig['level']) => boolean): Logger {
  const write =
    (level: LogConfig['level']) =>
    (message: string, fields: LogFields = {}) => {
      if (isWritten(level)) target[level](fields, message);
    };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (fields) => toLogger(target.child(fields), isWritten),
  };
}

function errorFields(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const code = isAppError(value) ? { code: value.code } : {};
  return { ...stdSerializers.err(value), ...code };
}

const levelNames: Readonly<Record<number, string>> = {
  20: 'DEBUG',
  30: 'INFO',
  40: 'WARN',
  50: 'ERROR',
};

/** `2026-11-21T08:04:11.123Z WARN  compose was late {"tookMs":180}`; the stack of an error below. */
function textLine(json: string): string {
  const { level, time, msg, ...fields } = JSON.parse(json) as Readonly<Record<string, unknown>>;
  const name = levelNames[Number(level)] ?? String(level);
  const rest = Object.keys(fields).length === 0 ? '' : ` ${JSON.stringify(fields)}`;
  return `${new Date(Number(time)).toISOString()} ${name.padEnd(5)} ${String(msg)}${rest}\n`;
}
