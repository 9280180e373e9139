import { AppError, errorText, throwIfAborted } from '@homarus/base';
import type { HealthIssue } from '@homarus/base';

import type { MaintenanceTarget } from '../maintenance/maintenance.ts';
import { nothingChecked } from './check.ts';
import { mirrorJob } from './mirror-job.ts';
import type { MirrorPart, MirrorPartDeps, MirrorSettings } from './mirror-part.ts';
import { createMirrorReport } from './mirror-report.ts';
import type { MirrorReport } from './mirror-report.ts';
import type { MirrorService, MirrorStatus } from './mirror-service.ts';
import { createWorkLane } from './work-lane.ts';
import type { WorkLane } from './work-lane.ts';

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
  getIssues: () => [],
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
    getIssues: () => {
      const failure = lane.getFailure();
      const behind = { code: 'mirror_behind', message: `The Markdown tree is behind: ${failure}` };
      return [...(failure === undefined ? [] : [behind]), ...issuesOf(report.getProblems())];
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

function issuesOf(
  problems: readonly { readonly path: string; readonly kind: string }[],
): readonly HealthIssue[] {
  if (problems.length === 0) return [];
  const named = problems.slice(0, maxNamed).map(({ path, kind }) => `${path} (${kind})`);
  const more = problems.length > maxNamed ? ` and ${problems.length - maxNamed} more` : '';
  const message = `Files of the Markdown tree need a person: ${named.join(', ')}${more}.`;
  return [{ code: 'mirror_conflicts', message, count: problems.length }];
}
