/** `POST /api/v1/mirror/status`, `/mirror/sync` and `/mirror/rebuild`. */
export interface MirrorAnswer {
  readonly ok: true;
  /** False: there is no tree, and the rest is empty. */
  readonly isOn: boolean;
  /** The folder. */
  readonly place: string;
  /** Whether edits are taken in as they are made; otherwise at the next start or `sync`. */
  readonly isWatched: boolean;
  /** Why the tree could not be written or read the last time; null when it could. */
  readonly failure: string | null;
  /** Memories that hold, by how their files are. */
  readonly check: {
    readonly memories: number;
    readonly shown: number;
    readonly pending: number;
    readonly edited: number;
    readonly missing: number;
  };
  /** What was done since the process began, over all accounts. */
  readonly counts: {
    readonly written: number;
    readonly removed: number;
    readonly edited: number;
    readonly created: number;
    readonly forgotten: number;
    readonly restored: number;
    readonly conflicts: number;
  };
  /** Files that a person has to look at. */
  readonly problems: readonly {
    readonly path: string;
    readonly kind: 'conflict' | 'malformed' | 'refused' | 'unknown' | 'copy';
    readonly reason: string;
  }[];
}
