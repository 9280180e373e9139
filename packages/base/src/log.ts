export type LogFields = Readonly<Record<string, unknown>>;

/**
 * Where the system says what it does. The message is a constant sentence; what varies goes into the
 * fields. An implementation never throws, and never writes a secret: fields named like one
 * (`token`, `apiKey`, `authorization`, `password`) are redacted.
 */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A logger that adds these fields to each line. */
  child(fields: LogFields): Logger;
}

const nothing = (): void => undefined;

/** Drops everything. */
export const silentLogger: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  child: () => silentLogger,
};
