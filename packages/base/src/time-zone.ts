/** Whether `name` is an IANA time zone (`Asia/Shanghai`) or an offset (`+08:00`), as `Temporal` and `Intl` both know it. */
export function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The time zone that the machine is set to, or that `TZ` says: an IANA name. */
export function machineTimeZone(): string {
  return Temporal.Now.timeZoneId();
}

/** `2026-05-03`: the day of an instant (Unix milliseconds) in a time zone. */
export function dayIn(at: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.trunc(at))
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}
