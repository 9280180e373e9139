import { element } from './dom.js';

/**
 * Renders a small part of Markdown as DOM nodes: headings, paragraphs, lists, quotes, code, bold,
 * italics and http(s) links. Text stays text: nothing of it is ever parsed as HTML.
 */
export function renderMarkdown(source) {
  const lines = source.split('\n');
  const blocks = [];
  let index = 0;
  while (index < lines.length) {
    const block = readBlock(lines, index);
    if (block.node !== undefined) blocks.push(block.node);
    index = block.next;
  }
  return blocks;
}

const listItem = /^\s*(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/u;
const heading = /^(#{1,6})\s+(.+)$/u;
const fence = /^\s*(`{3,}|~{3,})\s*([\w+#.-]*)/u;
const quote = /^>\s?(.*)$/u;

function readBlock(lines, start) {
  const line = lines[start];
  if (line.trim() === '') return { next: start + 1 };
  if (fence.test(line)) return readFence(lines, start);
  if (listItem.test(line)) return readList(lines, start);
  if (quote.test(line)) return readQuote(lines, start);
  const title = heading.exec(line);
  if (title !== null) {
    const level = Math.min(6, title[1].length + 2);
    return { node: element(`h${level}`, {}, ...renderInline(title[2])), next: start + 1 };
  }
  return readParagraph(lines, start);
}

function readFence(lines, start) {
  const [, mark] = fence.exec(lines[start]);
  let end = start + 1;
  while (end < lines.length && !lines[end].trim().startsWith(mark)) end += 1;
  const text = lines.slice(start + 1, end).join('\n');
  const node = element('pre', { tabIndex: 0 }, element('code', {}, text));
  return { node, next: end + 1 };
}

function readList(lines, start) {
  const [, number] = listItem.exec(lines[start]);
  const isOrdered = number !== undefined;
  const list = isOrdered ? element('ol', { start: Number(number) }) : element('ul');
  let next = start;
  while (next < lines.length) {
    const match = listItem.exec(lines[next]);
    if (match === null || (match[1] !== undefined) !== isOrdered) break;
    list.append(element('li', {}, ...renderInline(match[2])));
    next += 1;
  }
  return { node: list, next };
}

function readQuote(lines, start) {
  let next = start;
  const inner = [];
  while (next < lines.length && quote.test(lines[next])) {
    inner.push(quote.exec(lines[next])[1]);
    next += 1;
  }
  return { node: element('blockquote', {}, ...renderMarkdown(inner.join('\n'))), next };
}

function readParagraph(lines, start) {
  let next = start + 1;
  while (next < lines.length && isPlain(lines[next])) next += 1;
  const paragraph = element('p');
  for (const [index, line] of lines.slice(start, next).entries()) {
    if (index > 0) paragraph.append(element('br'));
    paragraph.append(...renderInline(line));
  }
  return { node: paragraph, next };
}

function isPlain(line) {
  return line.trim() !== '' && ![fence, listItem, quote, heading].some((rule) => rule.test(line));
}

const inlineRules = [
  { pattern: /`([^`]+)`/u, render: (match) => element('code', {}, match[1]) },
  {
    pattern: /\*\*(.+?)\*\*/u,
    render: (match) => element('strong', {}, ...renderInline(match[1])),
  },
  {
    pattern: /(?<![\w*])\*(?!\s)([^*]+?)(?<!\s)\*(?![\w*])/u,
    render: (match) => element('em', {}, ...renderInline(match[1])),
  },
  {
    pattern: /\[([^\]]+)\]\((https?:\/\/[^\s()]+)\)/u,
    render: (match) => link(match[2], match[1]),
  },
  { pattern: /https?:\/\/[^\s<>()（）。，、；]+/u, render: (match) => link(match[0], match[0]) },
];

function renderInline(text) {
  const nodes = [];
  let rest = text;
  while (rest !== '') {
    const found = firstMatch(rest);
    if (found === undefined) {
      nodes.push(rest);
      break;
    }
    if (found.match.index > 0) nodes.push(rest.slice(0, found.match.index));
    nodes.push(found.rule.render(found.match));
    rest = rest.slice(found.match.index + found.match[0].length);
  }
  return nodes;
}

function firstMatch(text) {
  let first;
  for (const rule of inlineRules) {
    const match = rule.pattern.exec(text);
    if (match !== null && (first === undefined || match.index < first.match.index)) {
      first = { rule, match };
    }
  }
  return first;
}

function link(href, text) {
  return element('a', { href, target: '_blank', rel: 'noopener noreferrer' }, text);
}
