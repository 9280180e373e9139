import '../styles/operate.css';

import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';

import { useTexts } from '../app.ts';
import { Check, Input, Select } from '../components/field.tsx';
import { useFormat } from '../components/format.ts';
import { problemText } from '../problems/problem.ts';
import { useWatchTexts } from '../texts/watch/index.ts';
import { filterLines, logLevels } from './log-line.ts';
import type { LogFilter } from './log-line.ts';
import { LogLines } from './log-lines.tsx';
import { useLogTail } from './use-log-tail.ts';

/** The log of the gateway while it is written. */
export function LogsView() {
  const texts = useTexts();
  const { logs: t } = useWatchTexts();
  const { number } = useFormat();
  const isFollowed = useSignal(true);
  const filter = useSignal<LogFilter>({ level: 'debug', words: '' });
  const { lines, file, isCut, problem, clear } = useLogTail(isFollowed.value);
  const shown = useMemo(() => filterLines(lines, filter.value), [lines, filter.value]);
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
      <LogLines lines={shown} isFollowed={isFollowed.value} />
    </div>
  );
}
