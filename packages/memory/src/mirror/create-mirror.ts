import { AppError, errorText, throwIfAborted } from '@homarus/base';
import type { Clock, Ids, Logger } from '@homarus/base';

import type { JobHandler } from '../jobs/worker.ts';
import type { MemoryLibrary } from '../library/library.ts';
import type { MaintenanceTarget } from '../maintenance/maintenance.ts';
import type { ConversationStore } from '../ports/conversation-store.ts';
import type { MemoryStore } from '../ports/memory-store.ts';
import type { Whose } from '../ports/maintenance-store.ts';
import type { Mirror } from '../ports/mirror.ts';
import { nothingChecked } from './check.ts';
import { mirrorJob } from './mirror-job.ts';
import { createMirrorReport } from './mirror-report.ts';
import type { MirrorReport } from './mirror-report.ts';
import type { MirrorService, MirrorStatus } from './mirror-service.ts';
import { createWorkLane } from './work-lane.ts';
import type { WorkLane } from './work-lane.ts';

/** Where the memory is mirrored. */
export interface MirrorSettings {
  /** For a person, before it is opened. */
  readonly place: string;
  /** Opens it, when it is needed first. */
  readonly open: () => Promise<Mirror>;
  /** Whose a new file is that does not say so. */
  readonly defaults: { readonly userId: string; readonly agentId: string };
}

export interface MirrorPartDeps {
  readonly mirror: MirrorSettings | undefined;
  readonly store: MemoryStore & ConversationStore;
  readonly library: Pick<MemoryLibrary, 'create' | 'edit' | 'forget'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly timeZone: string;
  /** How long a job goes on; what is left then is the next job's. Well below the lease. */
  readonly sliceMs: number;
  /** Says that there is a new job. */
  readonly notify: () => void;
}

/** What a mirror adds to an engine. */
export interface MirrorPart extends AsyncDisposable {
  readonly service: MirrorService;
  readonly handler: JobHandler<void>;
  /** Removes all files that show an account or user; nothing where the mirror is off. */
  readonly erase: (whose: Whose, signal?: AbortSignal) => Promise<void>;
  /** What is degraded, for a person. */
  readonly getReasons: () => readonly string[];
  /** Whether the tree is there and in order, as far as this process knows. */
  readonly isShown: () => boolean;
  /** Takes in what was done while nothing ran, then hears of edits; without being waited for. */
  readonly start: () => void;
}

/** The first answers of a process that starts are not to wait for the tree. */
const startDelayMs = 1_000;
/** So few problems are named in health, the rest counted. */
const maxNamed = 3;

export function createMirror(deps: MirrorPartDeps): MirrorPart {
  const { mirror } = deps;
  return mirror === undefined ? noMirror : openLate({ ...deps, mirror });
}

const off: MirrorStatus = {
  isOn: false,
  place: '',
  isWatched: false,
  failure: undefined,
  check: nothingChecked,
  counts: createMirrorReport().getCounts(),
  problems: [],
};

const refuse = (): Promise<never> =>
  Promise.reject(
    new AppError('unsupported', 'The mirror is off; memory.mirror.enabled turns it on.'),
  );

/** Jobs of an earlier configuration have nothing to do. */
const noMirror: MirrorPart = {
  service: { status: () => Promise.resolve(off), sync: refuse, rebuild: refuse },
  handler: () => Promise.resolve(),
  erase: () => Promise.resolve(),
  getReasons: () => [],
  isShown: () => false,
  start: () => undefined,
  [Symbol.asyncDispose]: () => Promise.resolve(),
};

/** The work of the mirror is loaded when there is some: a start does not wait for it. */
function openLate(deps: MirrorPartDeps & { readonly mirror: MirrorSettings }): MirrorPart {
  const { mirror, store, clock, ids, log } = deps;
  const report = createMirrorReport();
  const lane = createWorkLane(async () => {
    const { createMirrorWork } = await import('./mirror-work.ts');
    return createMirrorWork({ ...deps, files: await mirror.open(), report });
  });
  const begin = async (): Promise<void> => {
    await clock.sleep(startDelayMs, { signal: lane.signal });
    await lane.change(async (work) => {
      await work.watch((task) => lane.change(task), lane.signal);
      await work.sync({}, lane.signal);
    });
  };
  return {
    service: createService({ mirror, lane, report }),
    handler: async ({ scope }, { signal }) => {
      const isDone = await lane.change((work) => work.show(scope, signal));
      if (isDone) return;
      await store.commit(scope, { jobs: [mirrorJob(ids.next('job'), scope, clock.now())] });
      deps.notify();
    },
    erase: (whose, signal) => lane.change((work) => work.erase(whose, signal)),
    getReasons: () => {
      const failure = lane.getFailure();
      const behind = failure === undefined ? [] : [`The Markdown tree is behind: ${failure}`];
      return [...behind, ...reasonsOf(report.getProblems())];
    },
    isShown: () => lane.getFailure() === undefined,
    start: () => {
      begin().catch((error: unknown) => {
        if (lane.signal.aborted) return;
        log.warn('The Markdown tree could not be looked at', { error: errorText(error) });
      });
    },
    [Symbol.asyncDispose]: () => lane[Symbol.asyncDispose](),
  };
}

interface ServiceDeps {
  readonly mirror: MirrorSettings;
  readonly lane: WorkLane;
  readonly report: MirrorReport;
}

function createService({ mirror, lane, report }: ServiceDeps): MirrorService {
  const statusOf = async (
    target: MaintenanceTarget,
    signal?: AbortSignal,
  ): Promise<MirrorStatus> => {
    throwIfAborted(signal);
    return lane.look(async (work) => ({
      isOn: true,
      place: mirror.place,
      isWatched: work.isWatched(),
      failure: lane.getFailure(),
      check: await work.check(target, signal),
      counts: report.getCounts(),
      problems: work.problemsOf(target),
    }));
  };
  return {
    status: statusOf,
    sync: async (target, signal) => {
      throwIfAborted(signal);
      await lane.change((work) => work.sync(target, signal));
      return statusOf(target, signal);
    },
    rebuild: async (target, signal) => {
      throwIfAborted(signal);
      await lane.change((work) => work.rebuild(target, signal));
      return statusOf(target, signal);
    },
  };
}

function reasonsOf(
  problems: readonly { readonly path: string; readonly kind: string }[],
): readonly string[] {
  if (problems.length === 0) return [];
  const named = problems.slice(0, maxNamed).map(({ path, kind }) => `${path} (${kind})`);
  const more = problems.length > maxNamed ? ` and ${problems.length - maxNamed} more` : '';
  return [`Files of the Markdown tree need a person: ${named.join(', ')}${more}.`];
}
