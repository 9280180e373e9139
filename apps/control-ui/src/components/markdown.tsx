import { useMemo } from 'preact/hooks';

import { renderMarkdown } from '../markdown/render-markdown.ts';
import { CopyButton } from './copy-button.tsx';

/** A text of a model or a person, with its Markdown shown. */
export function Markdown({ text }: { readonly text: string }) {
  const content = useMemo(() => renderMarkdown(text, CodeBlock), [text]);
  return <div class="content">{content}</div>;
}

function CodeBlock({ text, language }: { readonly text: string; readonly language: string }) {
  return (
    <figure class="code">
      <figcaption>
        <span>{language}</span>
        <CopyButton text={text} />
      </figcaption>
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}
