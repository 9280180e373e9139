import type { ComponentChildren } from 'preact';

import { useTexts } from '../app.ts';
import { problemText } from '../problems/problem.ts';
import type { Problem } from '../problems/problem.ts';
import type { Loaded } from './use-load.ts';

interface LoadedViewProps<T> {
  readonly loaded: Loaded<T>;
  readonly children: (data: T) => ComponentChildren;
}

/** What was read, or why it could not be. */
export function LoadedView<T>({ loaded, children }: LoadedViewProps<T>) {
  const t = useTexts();
  const { data, problem, isLoading, reload } = loaded;
  return (
    <>
      {problem === undefined ? null : <ProblemView problem={problem} onRetry={reload} />}
      {data === undefined ? (
        isLoading ? (
          <p class="working">{t.loading}</p>
        ) : null
      ) : (
        <div aria-busy={isLoading}>{children(data)}</div>
      )}
    </>
  );
}

interface ProblemProps {
  readonly problem: Problem;
  readonly onRetry: () => void;
}

/** Why something could not be read. */
export function ProblemView({ problem, onRetry }: ProblemProps) {
  const t = useTexts();
  return (
    <p class="error" role="alert">
      {t.failed(problemText(problem, t))}{' '}
      <button type="button" class="link" onClick={onRetry}>
        {t.retry}
      </button>
    </p>
  );
}
