import { errorText } from '@homarus/base';
import type { LogFields, Logger } from '@homarus/base';

/** Warnings and errors as lines on stderr: stdout belongs to the protocol. */
export function stderrLogger(context: LogFields = {}): Logger {
  const write =
    (level: string) =>
    (message: string, fields: LogFields = {}): void => {
      const all = Object.entries({ ...context, ...fields }).map(
        ([name, value]) =>
          `${name}=${value instanceof Error ? errorText(value) : JSON.stringify(value)}`,
      );
      process.stderr.write(`homarus-mcp: ${[level, message, ...all].join(' ')}\n`);
    };
  const silent = (): void => undefined;
  return {
    debug: silent,
    info: silent,
    warn: write('warning:'),
    error: write('error:'),
    child: (fields) => stderrLogger({ ...context, ...fields }),
  };
}
