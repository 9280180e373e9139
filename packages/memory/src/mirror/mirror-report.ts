/**
 * What a person has to look at:
 * - `conflict`: an edit of an older version of the memory, kept in this file;
 * - `malformed`: a file that cannot be read as a memory;
 * - `refused`: an edit that the memory does not take, such as a password;
 * - `unknown`: a file that names a memory, or an owner, that is not there;
 * - `copy`: a second file of one memory.
 */
export const mirrorProblemKinds = ['conflict', 'malformed', 'refused', 'unknown', 'copy'] as const;

export type MirrorProblemKind = (typeof mirrorProblemKinds)[number];

export interface MirrorProblem {
  readonly path: string;
  readonly kind: MirrorProblemKind;
  /** For a person; empty for a conflict. */
  readonly reason: string;
}

/** What the mirror did since the process began. */
export interface MirrorCounts {
  readonly written: number;
  readonly removed: number;
  /** Memories that a person changed, created and forgot in the tree. */
  readonly edited: number;
  readonly created: number;
  readonly forgotten: number;
  /** Files that had vanished and were put back. */
  readonly restored: number;
  readonly conflicts: number;
}

/** What is known of the state of the mirror in this process. */
export interface MirrorReport {
  count(what: keyof MirrorCounts): void;
  /** In place of what was known of the path. */
  setProblem(problem: MirrorProblem): void;
  clearProblem(path: string): void;
  getCounts(): MirrorCounts;
  /** In order of their paths. */
  getProblems(): readonly MirrorProblem[];
}

export function createMirrorReport(): MirrorReport {
  const problems = new Map<string, MirrorProblem>();
  const counts = {
    written: 0,
    removed: 0,
    edited: 0,
    created: 0,
    forgotten: 0,
    restored: 0,
    conflicts: 0,
  };
  return {
    count: (what) => {
      counts[what] += 1;
    },
    setProblem: (problem) => void problems.set(problem.path, problem),
    clearProblem: (path) => void problems.delete(path),
    getCounts: () => ({ ...counts }),
    getProblems: () => [...problems.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}
