import { batch, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

import { useApp } from '../app.ts';
import { toProblem } from '../problems/problem.ts';
import type { Problem } from '../problems/problem.ts';
import type { RowRange } from './row-layout.ts';

interface PageOf<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** A long list, of which only what was looked at is here. */
export interface Pages<T> {
  /** Undefined until the first page is here. */
  readonly total: number | undefined;
  /** By their place in the list. */
  readonly rows: ReadonlyMap<number, T>;
  readonly problem: Problem | undefined;
  /** Says which rows are looked at. */
  readonly need: (range: RowRange) => void;
  /** After something has changed. */
  readonly reload: () => void;
}

interface PagesOptions {
  readonly size: number;
  /** What the list depends on. */
  readonly inputs: readonly unknown[];
}

/** What was asked and came since the list's inputs changed last. */
interface Reading<T> {
  readonly asked: Set<number>;
  readonly rows: Map<number, T>;
}

/** Reads pages (from 1) when they are looked at; anew when an input changes and at each connection. */
export function usePages<T>(
  read: (page: number) => Promise<PageOf<T>>,
  { size, inputs }: PagesOptions,
): Pages<T> {
  const { gateway } = useApp();
  const rows = useSignal<ReadonlyMap<number, T>>(new Map());
  const total = useSignal<number | undefined>(undefined);
  const problem = useSignal<Problem | undefined>(undefined);
  const round = useSignal(0);
  const seen = useRef<RowRange>({ first: 0, end: 1 });
  const reading = useRef<Reading<T>>({ asked: new Set(), rows: new Map() });
  const isConnected = gateway.state.value.status === 'connected';

  const load = async (page: number): Promise<void> => {
    const own = reading.current;
    own.asked.add(page);
    try {
      const answer = await read(page);
      if (own !== reading.current) return;
      for (const [place, item] of answer.items.entries())
        own.rows.set((page - 1) * size + place, item);
      batch(() => {
        rows.value = new Map(own.rows);
        total.value = answer.total;
        problem.value = undefined;
      });
    } catch (error) {
      if (own !== reading.current) return;
      own.asked.delete(page);
      problem.value = toProblem(error);
    }
  };
  const need = (range: RowRange): void => {
    seen.current = range;
    if (!isConnected) return;
    const last = Math.floor(Math.max(range.first, range.end - 1) / size) + 1;
    for (let page = Math.floor(range.first / size) + 1; page <= last; page += 1)
      if (!reading.current.asked.has(page)) void load(page);
  };
  useEffect(() => {
    // What was here before is shown until the first page of the new reading is here.
    reading.current = { asked: new Set(), rows: new Map() };
    need(seen.current);
  }, [isConnected, round.value, ...inputs]);
  return {
    total: total.value,
    rows: rows.value,
    problem: problem.value,
    need,
    reload: () => {
      round.value += 1;
    },
  };
}
