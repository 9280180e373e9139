import { Marked } from 'marked';
import type { MarkedToken, Token, Tokens } from 'marked';
import { h } from 'preact';
import type { ComponentChild, ComponentChildren } from 'preact';

import { safeUrl } from './safe-url.ts';

/** What shows a block of code: a component of its own, for its button. */
export type CodeBlock = (props: {
  readonly text: string;
  readonly language: string;
}) => ComponentChild;

const marked = new Marked({ gfm: true, breaks: true });

/**
 * Markdown as elements of the page. There is no HTML in between: what looks like HTML in the text is
 * shown as text, and a link leads to the web or nowhere. Pictures of others are links, so that reading
 * an answer asks nobody for anything.
 */
export function renderMarkdown(text: string, code: CodeBlock): ComponentChildren {
  return renderTokens(marked.lexer(text), code);
}

function renderTokens(tokens: readonly Token[] = [], code: CodeBlock): ComponentChildren {
  return tokens.map((token) => renderToken(token as MarkedToken, code));
}

function renderToken(token: MarkedToken, code: CodeBlock): ComponentChild {
  const inner = (): ComponentChildren => renderTokens('tokens' in token ? token.tokens : [], code);
  switch (token.type) {
    case 'heading':
      // The page has one heading of the first level, and a conversation is below it.
      return h(`h${Math.min(token.depth + 1, 6)}`, {}, inner());
    case 'paragraph':
      return h('p', {}, inner());
    case 'code':
      return h(code, { text: token.text, language: (token.lang ?? '').split(/\s/u)[0] ?? '' });
    case 'codespan':
      return h('code', {}, token.text);
    case 'link':
      return link(token.href, inner());
    case 'image':
      return link(token.href, token.text === '' ? token.href : token.text);
    default:
      return renderOther(token, code);
  }
}

function renderOther(token: MarkedToken, code: CodeBlock): ComponentChild {
  switch (token.type) {
    case 'blockquote':
    case 'strong':
    case 'em':
    case 'del':
      return h(token.type, {}, renderTokens(token.tokens, code));
    case 'list':
      return list(token, code);
    case 'table':
      return table(token, code);
    case 'checkbox':
      return checkbox(token.checked);
    case 'hr':
    case 'br':
      return h(token.type, {});
    default:
      return renderText(token, code);
  }
}

function renderText(token: MarkedToken, code: CodeBlock): ComponentChild {
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'text':
      return 'tokens' in token && token.tokens !== undefined
        ? h('span', {}, renderTokens(token.tokens, code))
        : decodeEntities(token.text);
    case 'escape':
      return token.text;
    default:
      // HTML: as the text that it is.
      return token.raw;
  }
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: '\u00a0',
};

function decodeEntities(text: string): string {
  return text.replace(
    /&(amp|lt|gt|quot|#39|nbsp);/gu,
    (whole, name: string) => entities[name] ?? whole,
  );
}

function list({ ordered, start, items }: Tokens.List, code: CodeBlock): ComponentChild {
  const shown = items.map((item) => h('li', {}, renderTokens(item.tokens, code)));
  if (!ordered) return h('ul', {}, shown);
  return h('ol', start === '' || start === 1 ? {} : { start }, shown);
}

function checkbox(isChecked: boolean): ComponentChild {
  return h('input', { type: 'checkbox', checked: isChecked, disabled: true });
}

function table({ header, rows, align }: Tokens.Table, code: CodeBlock): ComponentChild {
  const cell = (name: 'th' | 'td') => (one: Tokens.TableCell, column: number) => {
    const side = align[column];
    return h(name, side === null || side === undefined ? {} : { class: `align-${side}` }, [
      renderTokens(one.tokens, code),
    ]);
  };
  return h('div', { class: 'table-scroll', tabIndex: 0, role: 'group' }, [
    h('table', {}, [
      h('thead', {}, h('tr', {}, header.map(cell('th')))),
      h(
        'tbody',
        {},
        rows.map((row) => h('tr', {}, row.map(cell('td')))),
      ),
    ]),
  ]);
}

function link(address: string, content: ComponentChildren): ComponentChild {
  const href = safeUrl(address);
  if (href === undefined) return h('span', {}, content);
  return h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, content);
}
