import type { ComponentChildren } from 'preact';

/** The room of a page beside the chat: it scrolls, and its text does not get too wide. */
export function Page({ children }: { readonly children: ComponentChildren }) {
  return (
    <div class="scroll" tabIndex={-1}>
      <div class="page">{children}</div>
    </div>
  );
}

interface CardProps {
  readonly title: string;
  readonly note?: string;
  readonly children: ComponentChildren;
}

export function Card({ title, note, children }: CardProps) {
  return (
    <section class="card" aria-label={title}>
      <h2>{title}</h2>
      {note === undefined ? null : <p class="note">{note}</p>}
      {children}
    </section>
  );
}
