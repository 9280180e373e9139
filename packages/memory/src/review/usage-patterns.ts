import { singleLine } from '@homarus/base';

import type { StoredMessage } from '../message.ts';

/** What somebody's messages show of their habits. The same messages give the same patterns. */
export interface UsagePatterns {
  /** Hours of the day in which much is said, as `9-11, 20-23`; undefined when none stands out. */
  readonly activeHours: string | undefined;
  /** What is asked again and again, in its words; the most frequent first. */
  readonly requests: readonly string[];
}

/** Less than this shows no habit. */
const minMessages = 20;
const minDays = 5;
/** An hour counts when it has so many times the share of an average one. */
const activeShare = 1.5;
/** Who is active for longer has no hours of their own. */
const maxActiveHours = 12;
const minRequestDays = 3;
const maxRequests = 5;
const maxRequestCharacters = 60;
const hoursOfDay = 24;

/** `messages` are the person's own; hours and days are those of the time zone. */
export function findUsagePatterns(
  messages: readonly StoredMessage[],
  timeZone: string,
): UsagePatterns {
  const said = messages.map(({ text, createdAt }) => {
    const at = Temporal.Instant.fromEpochMilliseconds(Math.trunc(createdAt));
    const local = at.toZonedDateTimeISO(timeZone);
    return { text, hour: local.hour, day: local.toPlainDate().toString() };
  });
  const isEnough =
    said.length >= minMessages && new Set(said.map(({ day }) => day)).size >= minDays;
  return {
    activeHours: isEnough ? activeHoursOf(said.map(({ hour }) => hour)) : undefined,
    requests: isEnough ? requestsOf(said) : [],
  };
}

function activeHoursOf(hours: readonly number[]): string | undefined {
  const counts = Array.from({ length: hoursOfDay }, () => 0);
  for (const hour of hours) counts[hour] = (counts[hour] ?? 0) + 1;
  const floor = (activeShare * hours.length) / hoursOfDay;
  const isActive = counts.map((count) => count >= floor);
  const active = isActive.filter(Boolean).length;
  if (active === 0 || active > maxActiveHours) return undefined;
  const spans = isActive.flatMap((isSo, hour) => {
    const isStart = isSo && isActive[(hour + hoursOfDay - 1) % hoursOfDay] !== true;
    if (!isStart) return [];
    let end = hour;
    while (isActive[end % hoursOfDay] === true) end += 1;
    return [`${hour}-${end % hoursOfDay}`];
  });
  return spans.join(', ');
}

function requestsOf(
  said: readonly { readonly text: string; readonly day: string }[],
): readonly string[] {
  const days = new Map<string, Set<string>>();
  for (const { text, day } of said) {
    const request = toRequest(text);
    if (request === undefined) continue;
    days.set(request, (days.get(request) ?? new Set()).add(day));
  }
  return [...days]
    .filter(([, on]) => on.size >= minRequestDays)
    .toSorted(([a, onA], [b, onB]) => onB.size - onA.size || (a < b ? -1 : 1))
    .slice(0, maxRequests)
    .map(([request]) => request);
}

/** A short message without its last mark, or the name of a command; undefined for a longer text. */
function toRequest(text: string): string | undefined {
  const command = /^\/[\w-]+/u.exec(text.trim())?.[0];
  const request = command ?? singleLine(text.normalize('NFKC').toLowerCase());
  const plain = request.replace(/[\s.!?。！？]+$/u, '');
  return plain === '' || Array.from(plain).length > maxRequestCharacters ? undefined : plain;
}
