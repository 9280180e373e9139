import type { RecalledItem } from '@homarus/protocol';
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

import type { Choices } from '../settings/choices.ts';
import type { RunNote } from './chat-item.ts';

/** What is known of runs beside their messages; the browser keeps that of the latest ones. */
export interface RunNotes {
  readonly all: ReadonlySignal<ReadonlyMap<string, RunNote>>;
  add(runId: string, note: RunNote): void;
}

const keptRuns = 200;
const name = 'runs';

export function createRunNotes(choices: Choices): RunNotes {
  const all = signal<ReadonlyMap<string, RunNote>>(new Map(readKept(choices)));
  return {
    all,
    add(runId, note) {
      const next = new Map(all.value);
      const known = next.get(runId);
      next.delete(runId);
      next.set(runId, { ...known, ...note });
      all.value = next;
      choices.set(name, JSON.stringify([...next].slice(-keptRuns)));
    },
  };
}

function readKept(choices: Choices): readonly (readonly [string, RunNote])[] {
  try {
    const kept: unknown = JSON.parse(choices.get(name) ?? '[]');
    // Written by `add` alone.
    return Array.isArray(kept) ? (kept as readonly (readonly [string, RunNote])[]) : [];
  } catch {
    return [];
  }
}

/** What the beginning and the end of a run tell: the data of `agent` events of the stream `lifecycle`. */
export function toRunNote(data: Readonly<Record<string, unknown>>): RunNote {
  const { answeredBy, recalled, degraded } = data;
  return {
    ...(typeof answeredBy === 'string' ? { answeredBy } : {}),
    ...(Array.isArray(recalled) ? { recalled: recalled as readonly RecalledItem[] } : {}),
    ...(Array.isArray(degraded) ? { degraded: degraded as readonly string[] } : {}),
  };
}
