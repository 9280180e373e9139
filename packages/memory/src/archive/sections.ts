import { singleLine, truncate } from '@homarus/base';
import type { Language } from '@homarus/base';

export const archiveSections = ['topics', 'decisions', 'outcomes', 'actions'] as const;

export type ArchiveSection = (typeof archiveSections)[number];

/** What an archive says, newest last in each section. */
export type ArchiveItems = Readonly<Record<ArchiveSection, readonly string[]>>;

/** English names stand beside the Chinese ones, so that every archive can be read by a program. */
const headings: Readonly<Record<Language, Readonly<Record<ArchiveSection, string>>>> = {
  en: {
    topics: 'Main Topics',
    decisions: 'Decisions Made',
    outcomes: 'Outcomes & Progress',
    actions: 'Action Items',
  },
  zh: {
    topics: '主要话题 (Main Topics)',
    decisions: '已作决定 (Decisions Made)',
    outcomes: '结果与进展 (Outcomes & Progress)',
    actions: '待办事项 (Action Items)',
  },
};

const nothing: Readonly<Record<Language, string>> = { en: '(none)', zh: '（无）' };

const maxItemCharacters = 160;

/** The longest summary, in characters. */
export const maxSummaryCharacters = 2_000;

/** Longer ones lose their oldest items first, from the section that has the most. */
export function renderArchive(items: ArchiveItems, language: Language): string {
  const kept = Object.fromEntries(
    archiveSections.map((section) => [section, items[section].map((item) => toLine(item))]),
  ) as Record<ArchiveSection, string[]>;
  for (;;) {
    const text = toMarkdown(kept, language);
    if (text.length <= maxSummaryCharacters) return text;
    const longest = archiveSections.reduce((a, b) => (weigh(kept[b]) > weigh(kept[a]) ? b : a));
    kept[longest].shift();
  }
}

function toLine(item: string): string {
  return truncate(singleLine(item), maxItemCharacters);
}

function weigh(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 3, 0);
}

function toMarkdown(items: ArchiveItems, language: Language): string {
  return archiveSections
    .map((section) => {
      const lines = items[section].length > 0 ? items[section] : [nothing[language]];
      return `## ${headings[language][section]}\n${lines.map((line) => `- ${line}`).join('\n')}`;
    })
    .join('\n\n');
}

/** Reads what {@link renderArchive} wrote, in either language. */
export function parseArchive(summary: string): ArchiveItems {
  const items: Record<ArchiveSection, string[]> = {
    topics: [],
    decisions: [],
    outcomes: [],
    actions: [],
  };
  let section: ArchiveSection | undefined;
  for (const line of summary.split('\n')) {
    if (line.startsWith('## ')) {
      section = archiveSections.find((known) => line.includes(headings.en[known]));
    } else if (section !== undefined && line.startsWith('- ')) {
      const item = line.slice(2);
      if (!Object.values(nothing).includes(item)) items[section].push(item);
    }
  }
  return items;
}
