import { singleLine } from '@homarus/base';
import type { ProfileAnswer } from '@homarus/protocol';

const sections = [
  ['facts', 'Facts'],
  ['preferences', 'Preferences'],
  ['decisions', 'Decisions'],
  ['behaviours', 'Habits'],
] as const;

/** The profile in Markdown. */
export function toProfilePage(profile: ProfileAnswer): string {
  const parts = sections.flatMap(([field, title]) => {
    const lines = profile[field].map(({ id, content }) => `- ${singleLine(content)} (${id})`);
    return lines.length === 0 ? [] : [[`## ${title}`, '', ...lines].join('\n')];
  });
  return `${['# Profile', ...(parts.length === 0 ? ['Nothing is known yet.'] : parts)].join('\n\n')}\n`;
}
