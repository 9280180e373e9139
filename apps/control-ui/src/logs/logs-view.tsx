import '../styles/operate.css';

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

import { useTexts } from '../app.ts';
import { Check, Input, Select } from '../components/field.tsx';
import { useFormat } from '../components/format.ts';
import { problemText } from '../problems/problem.ts';
import { useWatchTexts } from '../texts/watch/index.ts';
import { filterLines, logLevels } from './log-line.ts';
import type { LogFilter, LogLine } from './log-line.ts';
import { useLogTail } from './use-log-tail.ts';

/** The log of the gateway while it is written. */
export function LogsView() {
  const texts = useTexts();
  const { logs: t } = useWatchTexts();
  const { number } = useFormat();
  const isFollowed = useSignal(true);
  const filter = useSignal<LogFilter>({ level: 'debug', words: '' });
  const { lines, file, isCut, problem, clear } = useLogTail(isFollowed.value);
  const shown = filterLines(lines, filter.value);
  return (
    <div class="log-page">
      <div class="filters">
        <Select
          label={t.level}
          value={filter.value.level}
          options={logLevels.map((value) => ({ value, label: t.levels[value] }))}
          onChange={(value) => {
            const level = logLevels.find((known) => known === value) ?? 'debug';
            filter.value = { ...filter.value, level };
          }}
        />
        <Input
          label={t.words}
          type="search"
          value={filter.value.words}
          onChange={(words) => {
            filter.value = { ...filter.value, words };
          }}
        />
        <Check
          label={t.follow}
          isOn={isFollowed.value}
          onChange={(isOn) => {
            isFollowed.value = isOn;
          }}
        />
        <button type="button" class="secondary" onClick={clear}>
          {t.clear}
        </button>
      </div>
      {problem === undefined ? null : (
        <p class="error" role="alert">
          {texts.failed(problemText(problem, texts))}
        </p>
      )}
      <p class="note">
        {file} · {t.lines(number(shown.length), number(lines.length))}
        {isCut ? ` · ${t.earlier}` : ''}
      </p>
      <Lines lines={shown} isFollowed={isFollowed.value} />
    </div>
  );
}

interface LinesProps {
  readonly lines: readonly LogLine[];
  readonly isFollowed: boolean;
}

/** How far from the end still counts as being there. */
const slackPx = 40;

function Lines({ lines, isFollowed }: LinesProps) {
  const { logs: t } = useWatchTexts();
  const place = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    const view = place.current;
    if (view !== null && isFollowed && isAtEnd.current) view.scrollTop = view.scrollHeight;
  }, [lines, isFollowed]);
  return (
    <div
      ref={place}
      class="log-lines"
      role="log"
      aria-label={t.label}
      aria-live="off"
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < slackPx;
      }}
    >
      {lines.length === 0 ? <p class="note">{t.none}</p> : null}
      {lines.map(({ id, at, level, text }) => (
        <div key={id} class="log-line" data-level={level}>
          {at === '' ? null : (
            <>
              <time dateTime={at}>{at.slice(5, 23).replace('T', ' ')}</time>{' '}
              <span class="log-level">{level}</span>{' '}
            </>
          )}
          {text}
        </div>
      ))}
    </div>
  );
}
