import type { ImportItem, ImportReason } from '../import-items/item.ts';
import { categoryHint } from './category-hint.ts';
import type { CategoryHint } from './category-hint.ts';
import { dayNamedIn } from './document.ts';
import type { SourceDocument } from './document.ts';
import { readFrontMatter } from './front-matter.ts';
import { markdownBlocks } from './markdown-blocks.ts';
import type { MarkdownBlock } from './markdown-blocks.ts';

export interface MarkdownOptions {
  /** What the statements are tagged with, beside their file and heading. */
  readonly origin: string;
  /** What a statement is where no heading says it. Default: a fact about the person. */
  readonly hint?: CategoryHint | undefined;
  /** Why a block is passed over; undefined takes it. */
  readonly passOver?: (block: MarkdownBlock) => ImportReason | undefined;
}

/**
 * The statements of a Markdown text, one for each list item, paragraph and table row. Headings say what
 * they are about; the date is that of the heading, the line's beginning, the front matter, the file's
 * name, or the file.
 */
export function* markdownItems(
  document: SourceDocument,
  options: MarkdownOptions,
): Generator<ImportItem, void, undefined> {
  const { file, content } = document;
  const { fields, body, lines } = readFrontMatter(content);
  const day = dayNamedIn(fields['date'] ?? '') ?? dayNamedIn(file) ?? document.modifiedAt;
  const hint = categoryHint([fields['type'] ?? '', fields['category'] ?? '']) ?? options.hint;
  for (const block of markdownBlocks(body)) {
    const place = { file, line: block.line + lines };
    const reason = block.text === '' ? 'empty' : options.passOver?.(block);
    yield reason === undefined
      ? {
          ...toStatement(block, { ...options, hint }, day),
          ...place,
          tags: tagsOf(block, options, file),
        }
      : { type: 'problem', ...place, outcome: 'skipped', reason };
  }
}

function toStatement(
  { text, headings }: MarkdownBlock,
  { hint: otherwise }: MarkdownOptions,
  day: number | undefined,
) {
  const inner = headings.toReversed();
  const dated = inner.map((title) => dayNamedIn(title)).find((at) => at !== undefined);
  const saidAt = dayNamedIn(text.slice(0, 12)) ?? dated ?? day;
  return {
    type: 'statement' as const,
    content: text,
    ...(categoryHint(inner) ?? otherwise),
    ...(saidAt === undefined ? {} : { saidAt }),
  };
}

function tagsOf({ headings }: MarkdownBlock, { origin }: MarkdownOptions, file: string): string[] {
  const title = headings.findLast((words) => dayNamedIn(words) === undefined);
  return [origin, file, ...(title === undefined ? [] : [title])];
}
