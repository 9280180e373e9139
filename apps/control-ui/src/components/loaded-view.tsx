import type { ComponentChildren } from 'preact';

import { useTexts } from '../app.ts';
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
      {problem === undefined ? null : (
        <p class="error" role="alert">
          {t.failed(problem)}{' '}
          <button type="button" class="link" onClick={reload}>
            {t.retry}
          </button>
        </p>
      )}
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
