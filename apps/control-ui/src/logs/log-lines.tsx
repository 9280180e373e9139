import { useCallback, useLayoutEffect } from 'preact/hooks';

import { ToEndButton, useAtEnd } from '../components/at-end.tsx';
import { VirtualList } from '../components/virtual-list.tsx';
import { useWatchTexts } from '../texts/watch/index.ts';
import type { LogLine } from './log-line.ts';

/** Of a line that is not wrapped. */
const estimatePx = 20;

interface LogLinesProps {
  readonly lines: readonly LogLine[];
  /** Whether the end stays in sight while a person is there. */
  readonly isFollowed: boolean;
}

/** The lines; who reads older ones stays where they are. */
export function LogLines({ lines, isFollowed }: LogLinesProps) {
  const { logs: t } = useWatchTexts();
  const at = useAtEnd();
  const keyAt = useCallback((index: number) => String(lines[index]?.id ?? ''), [lines]);
  useLayoutEffect(() => {
    if (isFollowed && at.isAtEnd.peek()) at.toEnd();
  }, [lines, isFollowed]);
  return (
    <div
      ref={at.scroll}
      class="scroll log-lines"
      role="log"
      aria-label={t.label}
      aria-live="off"
      tabIndex={0}
      onScroll={at.onScroll}
    >
      {lines.length === 0 ? <p class="note">{t.none}</p> : null}
      <VirtualList
        class="virtual"
        count={lines.length}
        keyAt={keyAt}
        estimatePx={estimatePx}
        growsUp
        isAtEnd={() => isFollowed && at.isAtEnd.peek()}
        rowAt={(index) => <LineView line={lines[index]} />}
      />
      <ToEndButton at={at} label={t.toEnd} />
    </div>
  );
}

function LineView({ line }: { readonly line: LogLine | undefined }) {
  if (line === undefined) return null;
  const { at, level, text } = line;
  return (
    <div class="log-line" data-level={level}>
      {at === '' ? null : (
        <>
          <time dateTime={at}>{at.slice(5, 23).replace('T', ' ')}</time>{' '}
          <span class="log-level">{level}</span>{' '}
        </>
      )}
      {text}
    </div>
  );
}
