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
      {problem === undefined ? null : <Problem text={problem} onRetry={reload} />}
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

/** Why something could not be read. */
export function Problem(props: { readonly text: string; readonly onRetry: () => void }) {
  const t = useTexts();
  return (
    <p class="error" role="alert">
      {t.failed(props.text)}{' '}
      <button type="button" class="link" onClick={props.onRetry}>
        {t.retry}
      </button>
    </p>
  );
}
