import { throwIfAborted } from '@homarus/base';

import type { MaintenanceTarget } from '../maintenance/maintenance.ts';
import type { Partition, Whose } from '../ports/maintenance-store.ts';
import type { Mirror } from '../ports/mirror.ts';
import type { Scope } from '../scope.ts';
import { addChecks, check, nothingChecked } from './check.ts';
import type { MirrorCheck } from './check.ts';
import { createEditWatch } from './edit-watch.ts';
import type { EditWatch } from './edit-watch.ts';
import { eraseFiles } from './erase-files.ts';
import { partitionScope } from './mirror-deps.ts';
import type { MirrorDeps } from './mirror-deps.ts';
import type { MirrorPartDeps, MirrorSettings } from './mirror-part.ts';
import type { MirrorProblem, MirrorReport } from './mirror-report.ts';
import { allPartitions } from './owner.ts';
import { profilePath, toSafeName } from './paths.ts';
import { publish, publishArchives, publishProfile } from './publish.ts';
import { allFolders, scan } from './scan.ts';
import type { Changes } from './scan.ts';

/** Runs work of the mirror alone. */
export type RunWork = (work: (mirrorWork: MirrorWork) => Promise<void>) => Promise<void>;

/** The work of a mirror. One call at a time: its caller sees to that. */
export interface MirrorWork extends AsyncDisposable {
  /** Shows what is new of a person, or the archives of a session; false when a part is left. */
  show(scope: Scope, signal: AbortSignal): Promise<boolean>;
  sync(target: MaintenanceTarget, signal?: AbortSignal): Promise<void>;
  rebuild(target: MaintenanceTarget, signal?: AbortSignal): Promise<void>;
  takeIn(changes: Changes): Promise<void>;
  /** Removes all that shows an account or user. */
  erase(whose: Whose, signal?: AbortSignal): Promise<void>;
  check(target: MaintenanceTarget, signal?: AbortSignal): Promise<MirrorCheck>;
  problemsOf(target: MaintenanceTarget): readonly MirrorProblem[];
  /** Hears of edits from now on and has them taken in through `run`. */
  watch(run: RunWork, signal: AbortSignal): Promise<void>;
  isWatched(): boolean;
}

export interface MirrorWorkDeps extends MirrorPartDeps {
  readonly mirror: MirrorSettings;
  readonly files: Mirror;
  readonly report: MirrorReport;
}

export function createMirrorWork(given: MirrorWorkDeps): MirrorWork {
  const { mirrorLedger: ledger } = given.store;
  if (ledger === undefined) throw new Error('This store keeps no ledger of a mirror.');
  const deps: MirrorDeps = { ...given, ledger, defaults: given.mirror.defaults };
  let edits: EditWatch | undefined;
  return {
    show: async (scope, signal) => {
      const { sessionId } = scope;
      if (sessionId === undefined) return publish(deps, scope, { signal, sliceMs: given.sliceMs });
      await publishArchives(deps, { ...scope, sessionId });
      return true;
    },
    sync: (target, signal) => sync(deps, target, { isRestoring: false, signal }),
    rebuild: (target, signal) => sync(deps, target, { isRestoring: true, signal }),
    takeIn: (changes) => scan(deps, changes, { isRestoring: false }),
    erase: (whose, signal) => eraseFiles(deps, whose, signal),
    check: async (target, signal) => {
      let counts = nothingChecked;
      for await (const partition of allPartitions(deps.store, target)) {
        counts = addChecks(counts, await check(deps, partition, signal));
      }
      return counts;
    },
    problemsOf: (target) =>
      given.report.getProblems().filter(({ path }) => path.startsWith(folderOfTarget(target))),
    watch: async (run, signal) => {
      edits = await createEditWatch(deps, (changes) => run((work) => work.takeIn(changes)), signal);
    },
    isWatched: () => edits?.isWatching() === true,
    [Symbol.asyncDispose]: async () => edits?.[Symbol.asyncDispose](),
  };
}

interface SyncOptions {
  readonly isRestoring: boolean;
  readonly signal: AbortSignal | undefined;
}

async function sync(
  deps: MirrorDeps,
  target: MaintenanceTarget,
  { isRestoring, signal }: SyncOptions,
): Promise<void> {
  const folders = await allFolders(deps, folderOfTarget(target));
  await scan(deps, folders, { isRestoring, signal });
  for await (const partition of allPartitions(deps.store, target)) {
    const hasProfile = (await deps.files.stampOf(profilePath(partition))) !== undefined;
    // Of who was erased a counter is left, and nothing to show.
    if (!hasProfile && (await hasNothing(deps, partition))) continue;
    const isAnew = isRestoring || !hasProfile;
    if (isAnew) await deps.ledger.note({ files: [], removed: [], cursor: { partition, seq: 0 } });
    await publish(deps, partition, { signal });
    if (isAnew) await showRest(deps, partition, signal);
  }
}

async function hasNothing({ store }: MirrorDeps, partition: Partition): Promise<boolean> {
  const query = { afterSeq: 0, limit: 1 };
  return (await store.listSearchEntries(partitionScope(partition), query)).length === 0;
}

/** What no search entry speaks of. */
async function showRest(
  deps: MirrorDeps,
  partition: Partition,
  signal: AbortSignal | undefined,
): Promise<void> {
  await publishProfile(deps, partition);
  let after: string | undefined;
  do {
    throwIfAborted(signal);
    const page = await deps.store.transfer?.listSessions(partition, {
      limit: 200,
      ...(after === undefined ? {} : { after }),
    });
    for (const scope of page?.items ?? []) await publishArchives(deps, scope);
    after = page?.next;
  } while (after !== undefined);
}

/** The folder below which all files of a target are; a user's agents are beside the user. */
function folderOfTarget({ accountId }: MaintenanceTarget): string {
  return accountId === undefined ? '' : `accounts/${toSafeName(accountId)}`;
}
