import { languageOf, singleLine } from '@homarus/base';
import type { Language } from '@homarus/base';

import type { SessionArchive } from '../ports/memory-store.ts';
import { profileSections } from '../profile/profile.ts';
import type { Profile, ProfileSection } from '../profile/profile.ts';
import { stateOf } from '../record.ts';
import type { MemoryRecord, MemoryRevision } from '../record.ts';
import type { SessionScope } from '../scope.ts';
import { toIsoInstant, withFrontMatter } from './front-matter.ts';
import { hashOf, isOtherFile } from './shown.ts';

// The files that are there to be read. They are made anew from what is remembered; edits of them are
// kept beside them and change nothing.

const titles: Readonly<
  Record<Language, Readonly<Record<ProfileSection | 'title' | 'nothing', string>>>
> = {
  en: {
    title: 'Profile',
    facts: 'Facts',
    preferences: 'Preferences',
    decisions: 'Decisions',
    behaviours: 'Habits',
    nothing: 'Nothing is known yet.',
  },
  zh: {
    title: '用户档案',
    facts: '事实',
    preferences: '偏好',
    decisions: '决定',
    behaviours: '习惯',
    nothing: '目前还没有内容。',
  },
};

const notice = 'Written by Homarus; edits of this file change nothing.';

/** A page with a last line that tells whether it is still as it was written. */
function signed(page: string): string {
  return `${page}\n<!-- ${notice} ${hashOf(page).slice(0, 16)} -->\n`;
}

/** Whether a page is one of ours that nobody changed since. */
export function isOwnPage(text: string): boolean {
  const end = text.lastIndexOf('\n<!-- ');
  return end >= 0 && signed(text.slice(0, end)) === text;
}

export function renderProfile(profile: Profile): string {
  const all = profileSections.flatMap((section) => profile[section]);
  const texts = titles[languageOf(all.map(({ content }) => content).join('\n'))];
  const parts = profileSections
    .filter((section) => profile[section].length > 0)
    .map((section) => {
      const lines = profile[section].map(({ content }) => `- ${singleLine(content)}`);
      return [`## ${texts[section]}`, '', ...lines].join('\n');
    });
  const body = parts.length === 0 ? [texts.nothing] : parts;
  return signed(`${[`# ${texts.title}`, ...body].join('\n\n')}\n`);
}

export function renderArchive(scope: SessionScope, archive: SessionArchive): string {
  const page = withFrontMatter(
    [
      ['uri', archive.uri],
      ['session', scope.sessionId],
      ['agent', scope.agentId],
      ['number', archive.number],
      ['messages', archive.toPosition - archive.fromPosition + 1],
      ['created', toIsoInstant(archive.createdAt)],
      ['provisional', archive.isProvisional === true ? 'yes' : undefined],
    ],
    archive.summary.trim(),
  );
  return signed(page);
}

type Happening = 'learned' | 'changed' | 'ended' | 'forgotten' | 'back';

const labels: Readonly<Record<Language, Readonly<Record<Happening | 'gone', string>>>> = {
  en: {
    learned: 'Learned: ',
    changed: 'Changed: ',
    ended: 'No longer holds: ',
    forgotten: 'Forgotten',
    back: 'Holds again: ',
    gone: '(forgotten since)',
  },
  zh: {
    learned: '学到：',
    changed: '修改：',
    ended: '不再成立：',
    forgotten: '已忘记',
    back: '重新成立：',
    gone: '（后来已忘记）',
  },
};

/** A memory with all its revisions, newest first. */
export interface MemoryStory {
  readonly record: MemoryRecord;
  readonly revisions: readonly MemoryRevision[];
}

interface LogLine {
  readonly at: number;
  readonly key: string;
  readonly text: string;
}

export interface LogDay {
  /** `2026-05-03`. */
  readonly day: string;
  readonly timeZone: string;
  /** More became of it than the stories tell. */
  readonly isCut: boolean;
}

/**
 * What became of a person's memories on a day of a time zone. The words of a memory that is forgotten
 * stand in no line, of no day.
 */
export function renderLog(
  { day, timeZone, isCut }: LogDay,
  stories: readonly MemoryStory[],
): string {
  const lines = stories
    .flatMap((story) => linesOf(story, timeZone))
    .filter((line) => dayIn(line.at, timeZone) === day)
    .toSorted((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1))
    .map(({ text }) => text);
  return signed(`${[`# ${day}`, '', ...lines, ...(isCut ? ['- …'] : [])].join('\n')}\n`);
}

function linesOf({ record, revisions }: MemoryStory, timeZone: string): readonly LogLine[] {
  const texts = labels[languageOf(record.content)];
  const isGone = stateOf(record) === 'deleted';
  const lines: LogLine[] = [];
  let after = record;
  for (const { revision, previous, cause, createdAt } of revisions) {
    const what = happeningOf(previous, after);
    if (what !== undefined) {
      const words = isGone ? texts.gone : singleLine(after.abstract);
      const said = what === 'forgotten' ? texts.forgotten : `${texts[what]}${words}`;
      const text = `- ${timeIn(createdAt, timeZone)} ${said} (${record.id}, ${cause})`;
      lines.push({ at: createdAt, key: `${record.id} ${String(revision).padStart(9, '0')}`, text });
    }
    after = previous ?? after;
  }
  return lines;
}

/** Undefined for a change that a person need not read of. */
function happeningOf(before: MemoryRecord | undefined, after: MemoryRecord): Happening | undefined {
  if (before === undefined) return 'learned';
  const [from, to] = [stateOf(before), stateOf(after)];
  if (from === to) return isOtherFile(before, after) ? 'changed' : undefined;
  if (to === 'deleted') return 'forgotten';
  return to === 'superseded' ? 'ended' : 'back';
}

/** `2026-05-03`, in a time zone. */
export function dayIn(at: number, timeZone: string): string {
  return zoned(at, timeZone).toPlainDate().toString();
}

function timeIn(at: number, timeZone: string): string {
  return zoned(at, timeZone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** The instants between which a day lies. */
export function spanOfDay(
  day: string,
  timeZone: string,
): { readonly from: number; readonly to: number } {
  const date = Temporal.PlainDate.from(day);
  const startOf = (start: Temporal.PlainDate): number =>
    start.toZonedDateTime(timeZone).epochMilliseconds;
  return { from: startOf(date), to: startOf(date.add({ days: 1 })) };
}

function zoned(at: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.trunc(at)).toZonedDateTimeISO(timeZone);
}
