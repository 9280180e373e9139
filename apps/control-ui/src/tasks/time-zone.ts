/** IANA name of the browser's own: `Asia/Shanghai`. */
export function timeZoneHere(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
