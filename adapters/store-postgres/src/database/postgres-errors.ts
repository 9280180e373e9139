import { AppError, errorText, isAppError } from '@homarus/base';

/** SQLSTATE codes and classes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const collisions: ReadonlySet<string> = new Set(['23505', '23503', '40001', '40P01']);

/** The server is away, starting, stopping, full of connections, or a standby; it may be back soon. */
const passingClasses: ReadonlySet<string> = new Set(['08', '53', '57']);
const passingCodes: ReadonlySet<string> = new Set(['25006', '55P03', '25P03']);

/** What the system says of a connection that cannot be made or that broke. */
const networkCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
]);

/** node-postgres has no code for these. */
const brokenText =
  /connection terminated|timeout exceeded when trying to connect|not queryable|connection error/iu;

const adviceByCode: Readonly<Record<string, string>> = {
  '28P01': 'refuses the password. Check the connection string.',
  '28000': 'refuses this user. Check the connection string and pg_hba.conf.',
  '3D000': 'does not have this database. Create it, or name another one.',
  '42501': 'does not give this user the rights it needs. See docs/postgresql.md.',
  '53100': 'cannot grow: its disk is full. Free some space, then try again.',
};

/**
 * What the ports promise instead of the server's error: `conflict` (retryable) for a broken constraint
 * and for transactions that got in each other's way, `invalid_request` for a key that no index can
 * hold, `unavailable` for a database that cannot be
 * reached or written. Other errors are bugs and stay as they are.
 */
export function toStoreError(error: unknown): unknown {
  if (isAppError(error)) return error;
  const code = codeOf(error);
  if (collisions.has(code) || isForeignRow(error, code)) {
    return new AppError('conflict', 'The row is there already: read again and repeat.', {
      cause: error,
      retryable: true,
    });
  }
  if (code === '54000') {
    return new AppError('invalid_request', 'An id or name is too long for this database.', {
      cause: error,
    });
  }
  const advice = adviceByCode[code];
  if (advice !== undefined) {
    return unavailable(`The database ${advice}`, { cause: error, retryable: false });
  }
  if (isPassing(error, code)) {
    return unavailable(`The database cannot be reached (${errorText(error)}); try again.`, {
      cause: error,
      retryable: true,
    });
  }
  return error;
}

/** Whether the connection is of no use any more. */
export function isBroken(error: unknown): boolean {
  const code = codeOf(error);
  return networkCodes.has(code) || code.startsWith('08') || code.startsWith('57P') || isLost(error);
}

export function unavailable(
  message: string,
  options: { readonly cause?: unknown; readonly retryable: boolean },
): AppError {
  return new AppError('unavailable', message, options);
}

function isPassing(error: unknown, code: string): boolean {
  return (
    networkCodes.has(code) ||
    passingCodes.has(code) ||
    passingClasses.has(code.slice(0, 2)) ||
    isLost(error)
  );
}

function isLost(error: unknown): boolean {
  return error instanceof Error && codeOf(error) === '' && brokenText.test(error.message);
}

/** A key that a row of another account has: row-level security refuses to update it. */
function isForeignRow(error: unknown, code: string): boolean {
  return code === '42501' && routineOf(error) === 'ExecWithCheckOptions';
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

function routineOf(error: unknown): unknown {
  return error instanceof Error && 'routine' in error ? error.routine : undefined;
}
