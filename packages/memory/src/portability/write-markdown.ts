import type { MemoryCategory, MemoryKind } from '../category.ts';

/** What is written of a memory. */
export interface WrittenMemory {
  readonly content: string;
  readonly category: MemoryCategory;
  readonly kind?: MemoryKind | undefined;
  /** When it was said, Unix milliseconds. */
  readonly saidAt: number;
}

export interface WrittenFile {
  /** Below the folder, with `/`. */
  readonly file: string;
  readonly content: string;
}

/** Each category's file and title; the title is what an import reads the category from. */
const books: Readonly<Record<MemoryCategory, { readonly file: string; readonly title: string }>> = {
  user_memory_fact: { file: 'facts.md', title: 'Facts' },
  user_memory_preference: { file: 'preferences.md', title: 'Preferences' },
  user_memory_decision: { file: 'decisions.md', title: 'Decisions' },
  self_improving_learnings: { file: 'learnings.md', title: 'Lessons learned' },
  self_improving_errors: { file: 'errors.md', title: 'Errors' },
  self_improving_feature_requests: { file: 'feature-requests.md', title: 'Feature requests' },
};

/** A file for each category, with a heading for each day and a bullet for each memory. */
export function toMarkdownFiles(memories: readonly WrittenMemory[]): readonly WrittenFile[] {
  return [...Map.groupBy(memories, ({ category }) => category)]
    .map(([category, own]) => {
      const { file, title } = books[category];
      return { file, content: page(title, byDay(own)) };
    })
    .toSorted(byFile);
}

/**
 * The layout of an OpenClaw workspace: `USER.md` with the profile and preferences, `memory/<day>.md`
 * with what happened, `MEMORY.md` with everything else.
 */
export function toOpenclawFiles(memories: readonly WrittenMemory[]): readonly WrittenFile[] {
  const groups = Map.groupBy(memories, (memory) => openclawFile(memory));
  return [...groups]
    .map(([file, own]) => {
      const isDaily = file.startsWith('memory/');
      const parts = isDaily ? [{ title: 'Events', own }] : byCategory(own);
      const title = isDaily ? dayOf(own[0]) : file.replace('.md', '');
      return { file, content: page(title, parts) };
    })
    .toSorted(byFile);
}

function openclawFile(memory: WrittenMemory): string {
  if (memory.kind === 'event') return `memory/${dayOf(memory)}.md`;
  const isProfile = memory.kind === 'profile' || memory.category === 'user_memory_preference';
  return isProfile ? 'USER.md' : 'MEMORY.md';
}

interface Part {
  readonly title: string;
  readonly own: readonly WrittenMemory[];
}

function byCategory(memories: readonly WrittenMemory[]): readonly Part[] {
  const groups = Map.groupBy(memories, ({ kind, category }) =>
    kind === 'profile' && category === 'user_memory_fact' ? 'Profile' : books[category].title,
  );
  return [...groups].map(([title, own]) => ({ title, own }));
}

function byDay(memories: readonly WrittenMemory[]): readonly Part[] {
  return [...Map.groupBy(memories, (memory) => dayOf(memory))]
    .map(([title, own]) => ({ title, own }))
    .toSorted((a, b) => (a.title < b.title ? -1 : 1));
}

function dayOf(memory: WrittenMemory | undefined): string {
  return new Date(memory?.saidAt ?? 0).toISOString().slice(0, 10);
}

function page(title: string, parts: readonly Part[]): string {
  const sections = parts.map((part) => {
    const items = part.own.toSorted((a, b) => a.saidAt - b.saidAt);
    return `## ${part.title}\n\n${items.map(({ content }) => bullet(content)).join('\n')}\n`;
  });
  return `# ${title}\n\n${sections.join('\n')}`;
}

/** Lines after the first are indented, their breaks kept, and what looks like a mark is none. */
function bullet(content: string): string {
  const lines = content
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '');
  const safe = lines.map((line) => line.trimEnd().replace(/^(\s*)([-*+#>|_])/u, '$1\\$2'));
  return `- ${safe.join('  \n  ')}`;
}

function byFile(a: WrittenFile, b: WrittenFile): number {
  return a.file < b.file ? -1 : 1;
}
