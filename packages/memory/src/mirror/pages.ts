import { languageOf, singleLine } from '@homarus/base';
import type { Language } from '@homarus/base';

import type { DayLog, DayLogEntry, Happening } from '../day-log.ts';
import type { SessionArchive } from '../ports/memory-store.ts';
import { profileSections } from '../profile/profile.ts';
import type { Profile, ProfileSection } from '../profile/profile.ts';
import type { SessionScope } from '../scope.ts';
import { toIsoInstant, withFrontMatter } from './front-matter.ts';
import { hashOf } from './shown.ts';

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

/**
 * What became of a person's memories on a day of a time zone. The words of a memory that is forgotten
 * stand in no line, of no day.
 */
export function renderLog({ day, timeZone, isCut, entries }: DayLog): string {
  const lines = entries.map((entry) => lineOf(entry, timeZone));
  return signed(`${[`# ${day}`, '', ...lines, ...(isCut ? ['- …'] : [])].join('\n')}\n`);
}

function lineOf(entry: DayLogEntry, timeZone: string): string {
  const { at, memoryId, what, cause, text, language } = entry;
  const texts = labels[language];
  const words = text === undefined ? texts.gone : singleLine(text);
  const said = what === 'forgotten' ? texts.forgotten : `${texts[what]}${words}`;
  return `- ${timeIn(at, timeZone)} ${said} (${memoryId}, ${cause})`;
}

function timeIn(at: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.trunc(at))
    .toZonedDateTimeISO(timeZone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
}
