import { AppError, isAppError } from '@homarus/base';

/** Primary result codes of SQLite: https://sqlite.org/rescode.html */
const codes = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  constraint: 19,
  notADatabase: 26,
} as const;

/** The primary result code of an error of `node:sqlite`; undefined for any other error. */
function sqliteCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}

/** True when another connection holds the lock that was needed. */
export function isBusy(error: unknown): boolean {
  const code = sqliteCodeOf(error);
  return code === codes.busy || code === codes.locked;
}

/**
 * What the ports promise instead of SQLite's error: `conflict` (retryable) for a broken constraint,
 * `unavailable` for a database that cannot be reached or written. Other errors are bugs and stay as
 * they are.
 */
export function toStoreError(error: unknown, path: string): unknown {
  if (isAppError(error)) return error;
  const code = sqliteCodeOf(error);
  if (code === codes.constraint) {
    return new AppError('conflict', 'The row is there already: read again and repeat.', {
      cause: error,
      retryable: true,
    });
  }
  if (isBusy(error)) {
    return unavailable(`The database ${path} is locked by another process; try again.`, {
      cause: error,
      retryable: true,
    });
  }
  const advice = adviceByCode[code ?? 0];
  return advice === undefined
    ? error
    : unavailable(`The database ${path} ${advice}`, { cause: error, retryable: false });
}

const adviceByCode: Readonly<Record<number, string>> = {
  [codes.readOnly]:
    'cannot be written. Give this user write permission to the file and its folder.',
  [codes.ioError]: 'cannot be read or written: the disk reports an error. Check the disk.',
  [codes.corrupt]: 'is damaged. Stop the program and restore the file from a backup.',
  [codes.full]: 'cannot grow: the disk is full. Free some space, then try again.',
  [codes.cannotOpen]:
    'cannot be opened. Check that its folder exists and that this user may use it.',
  [codes.notADatabase]: 'is not a database. Move the file away, or name another one.',
};

export function unavailable(
  message: string,
  options: { readonly cause?: unknown; readonly retryable: boolean },
): AppError {
  return new AppError('unavailable', message, options);
}
