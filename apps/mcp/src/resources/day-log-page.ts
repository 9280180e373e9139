import { singleLine } from '@homarus/base';
import type { DayLogAnswer, DayLogEntryAnswer } from '@homarus/protocol';

const words: Readonly<Record<DayLogEntryAnswer['what'], string>> = {
  learned: 'Learned',
  changed: 'Changed',
  ended: 'No longer holds',
  forgotten: 'Forgotten',
  back: 'Holds again',
};

/** The log of a day in Markdown. */
export function toDayLogPage({ day, timeZone, entries, isCut }: DayLogAnswer): string {
  const lines = entries.map(({ at, what, cause, memoryId, text }) => {
    const said = text === undefined ? ' (forgotten since)' : ` ${singleLine(text)}`;
    const rest = what === 'forgotten' ? '' : said;
    return `- ${timeIn(at, timeZone)} ${words[what]}:${rest} (${memoryId}, ${cause})`;
  });
  const body = lines.length === 0 ? ['Nothing was learned or changed.'] : lines;
  return [`# ${day} (${timeZone})`, '', ...body, ...(isCut ? ['- and more'] : []), ''].join('\n');
}

function timeIn(at: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timeZone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
}
