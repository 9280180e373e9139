/** A piece of a Markdown text that stands for itself: a list item, a paragraph, a row of a table. */
export interface MarkdownBlock {
  /** Where it begins; counts from 1. */
  readonly line: number;
  /** Plain text; empty for a label that nothing follows, and for a hint to fill something in. */
  readonly text: string;
  /** Above it, the outermost first. */
  readonly headings: readonly string[];
}

const heading = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/u;
/** Meant as one: without its space, or deeper than Markdown goes. A single mark may be a tag. */
const sloppyHeading = /^ {0,3}(#{2,})\s*([^#\s].*?)\s*#*\s*$/u;
/** Under a line, it makes a heading of that. */
const underline = /^ {0,3}={2,}\s*$/u;
const listItem = /^(\s*)(?:[-*+]|\d{1,9}[.)])(?:\s+(?:\[[ xX]\]\s+)?(.*))?$/u;
const fence = /^\s*(`{3,}|~{3,})/u;
const rule = /^\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$/u;
const tableRow = /^\s*\|(.*)\|\s*$/u;
const tableRule = /^[\s|:-]+$/u;

/**
 * Cuts a Markdown text into its blocks. A list under a line that ends with a colon gets that line
 * before each of its items, so that an item is understood alone; comments are left out; code stays with
 * the block that it follows.
 */
export function markdownBlocks(content: string): readonly MarkdownBlock[] {
  const splitter = new BlockSplitter();
  const lines = withoutComments(content.replaceAll(/\r\n?/gu, '\n')).split('\n');
  for (const line of lines) splitter.take(line);
  return splitter.finish();
}

/** Lines keep their numbers. */
function withoutComments(content: string): string {
  return content.replaceAll(/<!--[\s\S]*?-->/gu, (comment) => comment.replaceAll(/[^\n]/gu, ''));
}

interface OpenBlock {
  readonly line: number;
  /** Columns before a list mark; -1 for a paragraph. */
  readonly indent: number;
  text: string;
}

class BlockSplitter {
  readonly #blocks: MarkdownBlock[] = [];
  #headings: { readonly level: number; readonly title: string }[] = [];
  /** Lines above that end with a colon, by how far they are indented. */
  #labels: { readonly indent: number; readonly text: string }[] = [];
  #open: OpenBlock | undefined;
  #columns: readonly string[] | undefined;
  #fence: string | undefined;
  #isAfterGap = false;
  #line = 0;

  take(line: string): void {
    this.#line += 1;
    if (this.#fence !== undefined) this.#takeCode(line);
    else if (fence.test(line)) this.#openFence(line);
    else if (line.trim() === '') this.#isAfterGap = true;
    else if (!this.#takeMark(line)) this.#takeText(line);
    if (line.trim() !== '') this.#isAfterGap = false;
  }

  finish(): readonly MarkdownBlock[] {
    this.#close(undefined);
    return this.#blocks;
  }

  /** Headings, rules, list items and tables. */
  #takeMark(line: string): boolean {
    if (this.#takeHeading(line)) return true;
    if (rule.test(line)) {
      this.#close(undefined);
      return true;
    }
    const [, space, text = ''] = listItem.exec(line) ?? [];
    if (space !== undefined) {
      this.#openItem(space.length, text);
      return true;
    }
    const [, row] = tableRow.exec(line) ?? [];
    if (row === undefined) this.#columns = undefined;
    else this.#takeRow(row);
    return row !== undefined;
  }

  #takeHeading(line: string): boolean {
    const [, marks, title] = heading.exec(line) ?? sloppyHeading.exec(line) ?? [];
    if (marks !== undefined && title !== undefined) {
      this.#close(undefined);
      this.#putHeading(marks.length, title);
      return true;
    }
    if (!underline.test(line) || this.#open?.indent !== -1 || this.#isAfterGap) return false;
    this.#putHeading(1, this.#open.text);
    this.#open = undefined;
    return true;
  }

  #putHeading(level: number, title: string): void {
    this.#labels = [];
    const above = this.#headings.filter((outer) => outer.level < level);
    this.#headings = [...above, { level, title: plain(title) }];
  }

  #openItem(indent: number, text: string): void {
    this.#close(indent);
    this.#labels = this.#labels.filter((label) => label.indent < indent);
    this.#open = { line: this.#line, indent, text };
  }

  #takeText(line: string): void {
    const text = line.trimStart().replace(/^>\s?/u, '');
    const column = line.length - line.trimStart().length;
    const isInside = this.#open !== undefined && (!this.#isAfterGap || column > this.#open.indent);
    const isParagraph = this.#open?.indent === -1;
    if (this.#open !== undefined && isInside && !(this.#isAfterGap && isParagraph)) {
      this.#open.text = joined(this.#open.text, text);
      return;
    }
    this.#close(undefined);
    this.#labels = [];
    this.#open = { line: this.#line, indent: -1, text };
  }

  /** A row reads `column: cell` for each of its cells. */
  #takeRow(row: string): void {
    const cells = row.split('|').map((cell) => plain(cell));
    if (this.#columns === undefined) {
      this.#close(undefined);
      this.#columns = cells;
      return;
    }
    if (tableRule.test(row)) return;
    const text = cells
      .map((cell, index) => ({ cell, column: this.#columns?.[index] ?? '' }))
      .filter(({ cell }) => cell !== '')
      .map(({ cell, column }) => (column === '' ? cell : `${column}: ${cell}`));
    this.#add(this.#line, text.join('; '));
  }

  #openFence(line: string): void {
    if (this.#open === undefined) this.#open = { line: this.#line, indent: -1, text: '' };
    this.#fence = fence.exec(line)?.[1];
    this.#appendCode(line);
  }

  #takeCode(line: string): void {
    this.#appendCode(line);
    if (line.trim().startsWith(this.#fence ?? '')) this.#fence = undefined;
  }

  #appendCode(line: string): void {
    if (this.#open === undefined) return;
    this.#open.text = this.#open.text === '' ? line : `${this.#open.text}\n${line}`;
  }

  /** What is open ends; before a list item that is indented further, it may be the item's label. */
  #close(nextIndent: number | undefined): void {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    const text = plain(withoutHint(open.text));
    const isLabel = /[:：]$/u.test(text);
    if (isLabel && nextIndent !== undefined && nextIndent > open.indent) {
      this.#labels.push({ indent: open.indent, text });
    } else {
      this.#add(open.line, isLabel ? '' : text);
    }
  }

  #add(line: number, text: string): void {
    const labels = this.#labels.map((label) => label.text);
    const whole = saysSomething.test(text) ? [...labels, text].join(' ') : '';
    const headings = this.#headings.map(({ title }) => title).filter((title) => title !== '');
    this.#blocks.push({ line, text: whole, headings });
  }
}

/** Not what is only marks. */
const saysSomething = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。、；：！？]/u;

/** Lines of one paragraph; two spaces or a backslash at the end of a line keep its break. */
function joined(before: string, next: string): string {
  if (/(?: {2}|\\)$/u.test(before)) return `${before.replace(/(?: {2,}|\\)$/u, '')}\n${next}`;
  const isWide = wide.test(before.at(-1) ?? '') && wide.test(next.charAt(0));
  return `${before.trimEnd()}${isWide ? '' : ' '}${next}`;
}

/** Without "_(What do they care about?)_": what a form asks for. */
function withoutHint(text: string): string {
  return text.replaceAll(/([_*])[(（][^()（）]*[)）]\1/gu, '').trim();
}

/** Without emphasis; a link keeps its words, and its address when that is of the web. */
function plain(text: string): string {
  return text
    .replaceAll(/!?\[([^\]]*)\]\((\S+?)\)/gu, (_, words: string, target: string) =>
      /^https?:/u.test(target) ? `${words} (${target})` : words,
    )
    .replaceAll(/(\*\*|__)(?=\S)([\s\S]*?\S)\1/gu, '$2')
    .replaceAll(/\\([-*+#>|_.)\\])/gu, '$1')
    .trim();
}
