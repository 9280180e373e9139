import { useSignal } from '@preact/signals';
import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';

import { layoutRows, rowsBetween } from './row-layout.ts';
import type { RowLayout, RowRange } from './row-layout.ts';

interface VirtualListProps {
  readonly count: number;
  /** Stable while a row is the same. */
  readonly keyAt: (index: number) => string;
  readonly rowAt: (index: number) => ComponentChildren;
  /** Pixels of a row that was not shown yet. */
  readonly estimatePx: number;
  readonly class: string;
  /** Rows of a list of things; else they stand for themselves. */
  readonly isList?: boolean;
  /** Whether rows come before the first one, which then stays where it is. */
  readonly growsUp?: boolean;
  /** Whether the end of what scrolls is to stay in sight, whatever comes. */
  readonly isAtEnd?: () => boolean;
  /** Hears which rows are in the page. */
  readonly onRange?: (range: RowRange) => void;
}

/** What is in the page above and below what is seen. */
const overscanPx = 900;
/** Heights of rows that are gone are kept up to here, in case they come back. */
const keptHeights = 5000;
/** A list no longer than this is in the page as a whole: one can search in it. */
const wholeCount = 60;

/**
 * Rows of any height, of which only those near what is seen are in the page. What a person looks at
 * stays where it is when rows above it come, go or turn out to be of another height. The nearest
 * `.scroll` around it scrolls; other things may stand in there, above and below the rows.
 */
export function VirtualList(props: VirtualListProps) {
  const { count, keyAt, rowAt, class: name, isList = false, onRange } = props;
  const list = useRef<HTMLUListElement & HTMLDivElement>(null);
  const { layout, range } = useWindow(props, list);
  useEffect(() => onRange?.(range), [range.first, range.end, count]);
  const rows = Array.from({ length: Math.max(0, range.end - range.first) }, (_none, place) => {
    const index = range.first + place;
    const key = keyAt(index);
    return isList ? (
      <li key={key} data-row={key} aria-setsize={count} aria-posinset={index + 1}>
        {rowAt(index)}
      </li>
    ) : (
      <div key={key} data-row={key}>
        {rowAt(index)}
      </div>
    );
  });
  const style = {
    paddingTop: `${layout.topOf(range.first)}px`,
    paddingBottom: `${layout.total - layout.topOf(range.end)}px`,
  };
  return isList ? (
    <ul ref={list} class={name} style={style}>
      {rows}
    </ul>
  ) : (
    <div ref={list} class={name} style={style}>
      {rows}
    </div>
  );
}

/** The row at the upper edge of what is seen, and how far its top is above that edge. */
interface Anchor {
  readonly key: string;
  readonly above: number;
}

function useWindow(props: VirtualListProps, list: RefObject<HTMLElement | null>) {
  const { count, keyAt, estimatePx, growsUp = false } = props;
  const heights = useRef(new Map<string, number>());
  const anchor = useRef<Anchor | undefined>(undefined);
  const measured = useSignal(0);
  const range = useSignal<RowRange>({ first: 0, end: 0 });
  const layout = useMemo(() => {
    if (heights.current.size > 2 * count + keptHeights)
      heights.current = onlyKnown(heights.current, count, keyAt);
    return layoutRows(count, (index) => heights.current.get(keyAt(index)) ?? estimatePx);
  }, [count, keyAt, estimatePx, measured.value]);

  const look = (): void => {
    const scroll = scrollOf(list);
    if (scroll === undefined || list.current === null) return;
    const top = seenTop(scroll, list.current);
    const bottom = top + scroll.clientHeight;
    const next =
      count <= wholeCount
        ? { first: 0, end: count }
        : rowsBetween(layout, top - overscanPx, bottom + overscanPx);
    const { first, end } = range.peek();
    if (next.first !== first || next.end !== end) range.value = next;
    anchor.current = top > 0 || growsUp ? toAnchor(layout, top, keyAt) : undefined;
  };
  const latest = useRef(look);
  latest.current = look;

  useLayoutEffect(() => {
    const scroll = scrollOf(list);
    if (scroll === undefined || list.current === null) return;
    if (props.isAtEnd?.() === true) scroll.scrollTop = scroll.scrollHeight;
    else keepPlace(scroll, list.current, { anchor: anchor.current, layout, keyAt });
    look();
  }, [layout]);
  useEffect(() => {
    const onLook = (): void => latest.current();
    const target = scrollOf(list);
    target?.addEventListener('scroll', onLook, { passive: true });
    const observer = new ResizeObserver(onLook);
    if (target !== undefined) observer.observe(target);
    return () => {
      target?.removeEventListener('scroll', onLook);
      observer.disconnect();
    };
  }, []);
  useMeasure(list, heights, () => {
    measured.value += 1;
  });
  const last = Math.min(range.value.end, count);
  return { layout, range: { first: Math.min(range.value.first, last), end: last } };
}

function onlyKnown(
  heights: ReadonlyMap<string, number>,
  count: number,
  keyAt: (index: number) => string,
): Map<string, number> {
  const known = Array.from({ length: count }, (_none, index) => keyAt(index));
  return new Map(
    known.flatMap((key) => {
      const height = heights.get(key);
      return height === undefined ? [] : [[key, height]];
    }),
  );
}

function scrollOf(list: RefObject<HTMLElement | null>): HTMLElement | undefined {
  return list.current?.closest<HTMLElement>('.scroll') ?? undefined;
}

/** Pixels of the list above the upper edge of what is seen. */
function seenTop(scroll: HTMLElement, list: HTMLElement): number {
  return scroll.getBoundingClientRect().top - list.getBoundingClientRect().top;
}

function toAnchor(layout: RowLayout, top: number, keyAt: (index: number) => string) {
  if (layout.count === 0) return undefined;
  const index = layout.rowAt(top);
  return { key: keyAt(index), above: top - layout.topOf(index) };
}

interface Place {
  readonly anchor: Anchor | undefined;
  readonly layout: RowLayout;
  readonly keyAt: (index: number) => string;
}

function keepPlace(scroll: HTMLElement, list: HTMLElement, { anchor, layout, keyAt }: Place): void {
  if (anchor === undefined) return;
  for (let index = 0; index < layout.count; index += 1) {
    if (keyAt(index) !== anchor.key) continue;
    const moved = layout.topOf(index) + anchor.above - seenTop(scroll, list);
    if (Math.abs(moved) >= 1) scroll.scrollBy({ top: moved, behavior: 'instant' });
    return;
  }
}

/** Notes the heights of the rows that are in the page. */
function useMeasure(
  list: RefObject<HTMLElement | null>,
  heights: RefObject<Map<string, number>>,
  onChanged: () => void,
): void {
  const observer = useRef<ResizeObserver | undefined>(undefined);
  const seen = useRef(new Set<Element>());
  useLayoutEffect(() => {
    observer.current = new ResizeObserver((entries) => {
      let isChanged = false;
      for (const { target } of entries) {
        const key = target instanceof HTMLElement ? target.dataset['row'] : undefined;
        const height = target.getBoundingClientRect().height;
        if (key === undefined || !target.isConnected) continue;
        isChanged ||= Math.abs((heights.current?.get(key) ?? -1) - height) >= 0.5;
        heights.current?.set(key, height);
      }
      if (isChanged) onChanged();
    });
    return () => observer.current?.disconnect();
  }, []);
  useLayoutEffect(() => {
    const rows = new Set<Element>(list.current?.children);
    for (const row of rows) if (!seen.current.has(row)) observer.current?.observe(row);
    for (const row of seen.current) if (!rows.has(row)) observer.current?.unobserve(row);
    seen.current = rows;
  });
}
