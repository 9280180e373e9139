const timeoutCodes: ReadonlySet<string> = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** The system's code of a failed connection (`ECONNREFUSED`, `UND_ERR_SOCKET`), however deep its cause. */
export function networkCodeOf(error: unknown): string | undefined {
  const visited = new Set<unknown>();
  let current = error;
  while (current instanceof Error && !visited.has(current)) {
    visited.add(current);
    if (
      'code' in current &&
      typeof current.code === 'string' &&
      /^[A-Z][A-Z\d_]+$/u.test(current.code)
    ) {
      return current.code;
    }
    current = current.cause;
  }
  return undefined;
}

export function isTimeoutCode(code: string | undefined): boolean {
  return code !== undefined && timeoutCodes.has(code);
}
