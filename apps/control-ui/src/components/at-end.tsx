import { useSignal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';

import { Icon } from './icon.tsx';

/** How far from the end still counts as being there. */
const nearEndPx = 80;

/** Where a person is in something that grows at its end. */
export interface AtEnd {
  /** What scrolls. */
  readonly scroll: RefObject<HTMLDivElement | null>;
  readonly isAtEnd: ReadonlySignal<boolean>;
  /** To be called when it scrolls. */
  readonly onScroll: () => void;
  /** Goes there, and stays there while it grows. */
  readonly toEnd: () => void;
}

export function useAtEnd(): AtEnd {
  const scroll = useRef<HTMLDivElement>(null);
  const isAtEnd = useSignal(true);
  const lastTop = useRef(0);
  return {
    scroll,
    isAtEnd,
    onScroll() {
      const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = scroll.current ?? {};
      // What grows below moves the end away, not the person.
      const isMovedUp = scrollTop < lastTop.current;
      lastTop.current = scrollTop;
      if (scrollHeight - scrollTop - clientHeight < nearEndPx) isAtEnd.value = true;
      else if (isMovedUp) isAtEnd.value = false;
    },
    toEnd() {
      isAtEnd.value = true;
      scroll.current?.scrollTo({ top: scroll.current.scrollHeight });
    },
  };
}

/** Leads to the end while a person is elsewhere. */
export function ToEndButton({ at, label }: { readonly at: AtEnd; readonly label: string }) {
  if (at.isAtEnd.value) return null;
  return (
    <button type="button" class="to-end" aria-label={label} onClick={at.toEnd}>
      <Icon name="down" />
    </button>
  );
}
