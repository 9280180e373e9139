type Headers = Readonly<Record<string, string | undefined>>;

/**
 * How long a server asks to be left alone, in milliseconds: `retry-after-ms` (a number), else
 * `retry-after` (seconds, or an HTTP date, RFC 9110 section 10.2.3). A date is measured against the
 * response's own `date`, so that the two clocks need not agree; without one it is passed over.
 */
export function retryAfterMs(headers: Headers): number | undefined {
  const exact = toMs(headers['retry-after-ms'], 1);
  if (exact !== undefined) return exact;
  const value = headers['retry-after'];
  const seconds = toMs(value, 1000);
  if (seconds !== undefined || value === undefined) return seconds;
  const difference = Date.parse(value) - Date.parse(headers['date'] ?? '');
  return Number.isNaN(difference) ? undefined : Math.max(0, difference);
}

function toMs(text: string | undefined, unitMs: number): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? Math.ceil(value * unitMs) : undefined;
}
