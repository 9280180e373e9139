import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ComponentChild, ComponentChildren, VNode } from 'preact';

import { renderMarkdown } from './render-markdown.ts';

const allowed = new Set(
  'p h3 h4 h5 h6 ul ol li strong em del code a span blockquote hr br input div table thead tbody tr th td'.split(
    ' ',
  ),
);

/** All elements that a text becomes; a block of code is an element `code-block`. */
function elementsOf(text: string): readonly { readonly tag: string; readonly props: object }[] {
  const found: { readonly tag: string; readonly props: object }[] = [];
  const visit = (child: ComponentChildren): void => {
    if (Array.isArray(child)) for (const one of child) visit(one as ComponentChild);
    if (!isElement(child)) return;
    const tag = typeof child.type === 'string' ? child.type : 'code-block';
    found.push({ tag, props: child.props });
    visit(child.props.children);
  };
  visit(renderMarkdown(text, () => null));
  return found;
}

function isElement(
  child: ComponentChildren,
): child is VNode<{ readonly children?: ComponentChildren }> {
  return typeof child === 'object' && child !== null && 'type' in child && 'props' in child;
}

function textOf(text: string): string {
  const read = (child: ComponentChildren): string => {
    if (Array.isArray(child)) return child.map((one) => read(one as ComponentChild)).join('');
    if (isElement(child)) return read(child.props.children);
    return typeof child === 'string' ? child : '';
  };
  return read(renderMarkdown(text, () => null));
}

test('Markdown becomes elements', () => {
  const found = elementsOf('# A\n\n**b** `c`\n\n1. d\n\n```js\ne\n```\n\n> f\n\n- [x] g');
  const tags = new Set(found.map(({ tag }) => tag));
  for (const tag of ['h2', 'strong', 'code', 'ol', 'li', 'code-block', 'blockquote', 'input'])
    assert.ok(tags.has(tag), tag);
});

const attacks = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](vbscript:x)',
  '[x](//evil.example)',
  '![x](javascript:alert(1))',
  '![x](https://evil.example/pixel.png)',
  '[x]: javascript:alert(1)\n\n[x]',
  '<javascript:alert(1)>',
  '<https://a.example/" onmouseover="alert(1)>',
  '`<img src=x onerror=alert(1)>`',
  '| <b onclick=alert(1)>a</b> |\n|---|\n| <img src=x> |',
  '<style>*{display:none}</style>',
  '<div style="position:fixed">x</div>',
  '[x](https://a.example "a\\" onmouseover=\\"alert(1)")',
];

for (const attack of attacks) {
  test(`harmless: ${attack.replaceAll('\n', ' ')}`, () => {
    for (const { tag, props } of elementsOf(attack)) {
      assert.ok(allowed.has(tag) || tag === 'code-block', tag);
      for (const [name, value] of Object.entries(props)) {
        assert.ok(!/^on|innerHTML|style|^src/iu.test(name), `${tag} ${name}`);
        if (name === 'href') assert.match(String(value), /^(?:https?|mailto):/u);
      }
    }
  });
}

test('what looks like HTML is text, and entities are what they mean', () => {
  assert.match(textOf('a <b>bold</b> & c'), /a <b>bold<\/b> & c/u);
  assert.equal(textOf('1 &lt; 2 &amp; 3'), '1 < 2 & 3');
});
