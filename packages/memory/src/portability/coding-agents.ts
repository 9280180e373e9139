import type { ImportItem } from '../import-items/item.ts';
import { categoryHint } from './category-hint.ts';
import { dayNamedIn } from './document.ts';
import type { SourceDocument } from './document.ts';
import { readFrontMatter } from './front-matter.ts';
import { markdownBlocks } from './markdown-blocks.ts';
import type { MarkdownBlock } from './markdown-blocks.ts';
import { markdownItems } from './markdown-items.ts';

/** Above it, a memory of one file is cut like any other text. */
const maxWholeCharacters = 2_000;

/**
 * What Claude Code keeps: `CLAUDE.md` and rules, written by people, and the memory of a project, where
 * each file is one memory with its `type` (user, feedback, project, reference) before it and `MEMORY.md`
 * is the index of them.
 */
export function* claudeCodeItems(document: SourceDocument): Generator<ImportItem, void, undefined> {
  const { file, content, modifiedAt } = document;
  const { fields, body, lines } = readFrontMatter(content);
  const { name, type = '', description = name } = fields;
  const text = body.trim();
  if (description === undefined || text === '' || text.length > maxWholeCharacters) {
    const isIndex = /(?:^|\/)MEMORY\.md$/u.test(file);
    const indexed = new Set(isIndex ? indexLines(content) : []);
    yield* markdownItems(document, {
      origin: 'claude-code',
      passOver: ({ line }) => (indexed.has(line) ? 'derived' : undefined),
    });
    return;
  }
  const saidAt = dayNamedIn(file) ?? modifiedAt;
  const [first] = markdownBlocks(body);
  yield {
    type: 'statement',
    file,
    line: lines + (first?.line ?? 1),
    content: text,
    ...categoryHint([type]),
    ...(saidAt === undefined ? {} : { saidAt }),
    tags: ['claude-code', file, ...(name === undefined ? [] : [name])],
  };
}

/** The lines that point to a memory of another file. */
function indexLines(content: string): readonly number[] {
  return content
    .split('\n')
    .flatMap((text, index) =>
      /^\s*[-*+]\s+\[[^\]]*\]\((?!https?:)[^)]*\.md\)/u.test(text) ? [index + 1] : [],
    );
}

/**
 * What Codex keeps: `AGENTS.md`, written by people, and the handbook `memories/MEMORY.md`, whose
 * sections of file names and keywords and lines of scope only point to other files.
 */
export function codexItems(document: SourceDocument): Iterable<ImportItem> {
  return markdownItems(document, {
    origin: 'codex',
    passOver: (block) => (isPointer(block) ? 'derived' : undefined),
  });
}

function isPointer({ text, headings }: MarkdownBlock): boolean {
  const title = headings.at(-1) ?? '';
  return (
    /^(?:rollout_summary_files|keywords)$/iu.test(title) || /^(?:scope|applies_to):/u.test(text)
  );
}
