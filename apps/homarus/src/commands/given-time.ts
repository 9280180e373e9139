/**
 * A time that a person gave, with the offset of their zone when they gave none: `2026-11-21` is its
 * midnight there. What is no such time stays as it is: the service says what is wrong with it.
 */
export function givenTime(text: string | undefined, timeZone: string): string | undefined {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}(?:T[\d:.]+)?$/iu.test(text)) return text;
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).toInstant().toString();
  } catch {
    return text;
  }
}
