import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

import { useApp } from '../app.ts';
import { toProblem } from '../problems/problem.ts';
import type { Problem } from '../problems/problem.ts';
import { useInterval } from '../components/use-interval.ts';
import { parseLogLine } from './log-line.ts';
import type { LogLine } from './log-line.ts';

const everyMs = 1000;
const firstRead = { limit: 1000 };
/** Of what was written since: as much as the gateway gives at once. */
const burst = { limit: 5000, maxBytes: 1_000_000 };
/** Older lines go: they are in the file. */
const maxLines = 10_000;

export interface LogTail {
  readonly file: string;
  readonly lines: readonly LogLine[];
  /** Whether lines before the first are in the file only. */
  readonly isCut: boolean;
  readonly problem: Problem | undefined;
  clear(): void;
}

/** The last lines of the gateway's log; while `isFollowed`, what is added too. */
export function useLogTail(isFollowed: boolean): LogTail {
  const { gateway } = useApp();
  const tail = useSignal({ file: '', lines: [] as readonly LogLine[], isCut: false });
  const problem = useSignal<Problem | undefined>(undefined);
  const cursor = useRef<number | undefined>(undefined);
  const count = useRef(0);
  const isReading = useRef(false);

  const read = async (): Promise<void> => {
    const wish = cursor.current === undefined ? firstRead : { cursor: cursor.current, ...burst };
    const answer = await gateway.client.value.call('logs.tail', wish);
    cursor.current = answer.cursor;
    let { level } = tail.value.lines.at(-1) ?? { level: 'info' };
    const fresh = answer.lines.map((text) => {
      const line = parseLogLine(text, (count.current += 1), level);
      ({ level } = line);
      return line;
    });
    const lines = [...tail.value.lines, ...fresh].slice(-maxLines);
    const isCut = tail.value.isCut || answer.truncated || lines.length === maxLines;
    if (fresh.length > 0 || tail.value.file === '')
      tail.value = { file: answer.file, lines, isCut };
    problem.value = undefined;
  };
  const poll = (): void => {
    const isConnected = gateway.state.value.status === 'connected';
    if (isReading.current || !isConnected) return;
    isReading.current = true;
    read()
      .catch((error: unknown) => {
        problem.value = toProblem(error);
      })
      .finally(() => {
        isReading.current = false;
      });
  };
  useEffect(poll, [gateway.state.value.status]);
  useInterval(() => {
    if (isFollowed) poll();
  }, everyMs);
  return {
    ...tail.value,
    problem: problem.value,
    clear() {
      tail.value = { ...tail.value, lines: [] };
    },
  };
}
