import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

import { useApp } from '../app.ts';
import { toProblem } from '../problems/problem.ts';
import type { Problem } from '../problems/problem.ts';

export interface Loaded<T> {
  /** The last answer; undefined until there is one. */
  readonly data: T | undefined;
  readonly problem: Problem | undefined;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

/** Reads what a view shows; anew when an input changes, and at each new connection. */
export function useLoad<T>(load: () => Promise<T>, inputs: readonly unknown[]): Loaded<T> {
  const { gateway } = useApp();
  const data = useSignal<T | undefined>(undefined);
  const problem = useSignal<Problem | undefined>(undefined);
  const isLoading = useSignal(true);
  const round = useSignal(0);
  const isConnected = gateway.state.value.status === 'connected';
  useEffect(() => {
    if (!isConnected) return undefined;
    let isCurrent = true;
    isLoading.value = true;
    load().then(
      (answer) => {
        if (!isCurrent) return;
        data.value = answer;
        problem.value = undefined;
        isLoading.value = false;
      },
      (error: unknown) => {
        if (!isCurrent) return;
        problem.value = toProblem(error);
        isLoading.value = false;
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [isConnected, round.value, ...inputs]);
  return {
    data: data.value,
    problem: problem.value,
    isLoading: isLoading.value,
    reload: () => {
      round.value += 1;
    },
  };
}
