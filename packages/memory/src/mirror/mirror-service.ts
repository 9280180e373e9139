import type { MaintenanceTarget } from '../maintenance/maintenance.ts';
import type { MirrorCheck } from './check.ts';
import type { MirrorCounts, MirrorProblem } from './mirror-report.ts';

export interface MirrorStatus {
  /** False: nothing is written, and the rest is empty. */
  readonly isOn: boolean;
  /** The folder; empty when the mirror is off. */
  readonly place: string;
  /** Whether edits are heard of as they are made; otherwise they are found at the next start or `sync`. */
  readonly isWatched: boolean;
  /** Why the tree could not be written or read the last time; undefined when it could. */
  readonly failure: string | undefined;
  readonly check: MirrorCheck;
  /** Since the process began, over all accounts. */
  readonly counts: MirrorCounts;
  /** Those that are known since the process began; `sync` looks for them. */
  readonly problems: readonly MirrorProblem[];
}

/**
 * The Markdown tree that shows the memory to its person, and takes their edits in. Errors:
 * `unsupported` when it is off (but for `status`), `unavailable` when the tree cannot be read or
 * written, `aborted` with the signal.
 */
export interface MirrorService {
  /** Compares every memory of the target with its file; changes nothing. */
  status(target: MaintenanceTarget, signal?: AbortSignal): Promise<MirrorStatus>;
  /** Takes in what people did in the tree, shows what is new, and answers how it is then. */
  sync(target: MaintenanceTarget, signal?: AbortSignal): Promise<MirrorStatus>;
  /**
   * As {@link sync}, but puts every file back that is gone, forgets nothing, and looks at every memory,
   * log and archive anew. The same memory gives the same tree.
   */
  rebuild(target: MaintenanceTarget, signal?: AbortSignal): Promise<MirrorStatus>;
}
