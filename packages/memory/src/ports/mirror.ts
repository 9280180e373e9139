/**
 * A tree of text files that shows the memory to its person. Paths are relative, their parts joined by
 * `/`, as {@link isMirrorPath} says: `accounts/a/users/u/profile.md`.
 *
 * - Folders come with their first file. Listings are sorted by name and leave out what is not ours to
 *   read: names that begin with a dot, and everything that is neither a file nor a folder. Nothing of
 *   a mirror follows a link out of its root.
 * - A stamp is an opaque text that is another one after each change of a file. Two files of the same
 *   stamp at one path are the same bytes.
 * - `write` and `remove` are atomic, and durable when they resolve: a reader sees the old text or the
 *   new one, whole, whatever dies meanwhile. They change nothing and answer so when the file is not the
 *   one that the caller saw.
 * - Errors: `unavailable` when the place cannot be read or written; a plain `Error` for a path that is
 *   none. A file that is not there is an answer, never an error.
 */
export interface Mirror {
  /** Where it is, for a person. */
  readonly place: string;
  /** Undefined when there is no such folder. */
  list(folder: string): Promise<readonly MirrorEntry[] | undefined>;
  /** Undefined when there is no such file. */
  stampOf(path: string): Promise<string | undefined>;
  /** Undefined when there is no such file. */
  read(path: string): Promise<MirrorText | undefined>;
  /**
   * Writes a file in place of the one that had `replaces` (undefined: of none). Resolves to its stamp,
   * or to undefined when another file is there.
   */
  write(path: string, text: string, replaces: string | undefined): Promise<string | undefined>;
  /** Removes the file that has this stamp; false when another is there. One that is gone is removed. */
  remove(path: string, stamp: string): Promise<boolean>;
  /**
   * Hears of changes, the mirror's own ones too, until it is disposed of. Some may come twice; none is
   * lost while it works. Absent where changes cannot be heard of.
   */
  watch?(listener: MirrorListener): Promise<AsyncDisposable>;
}

export interface MirrorEntry {
  readonly name: string;
  readonly type: 'file' | 'folder';
  /** Of a file; empty for a folder. */
  readonly stamp: string;
}

export interface MirrorText {
  readonly stamp: string;
  /** Undefined when the file is no UTF-8 text or larger than {@link maxMirrorBytes}. */
  readonly text: string | undefined;
}

export interface MirrorListener {
  /** Whether changes in a folder (`''`: the root) and in those below it are of interest. */
  wants(folder: string): boolean;
  /** Something in the folder changed; `name` is undefined when it is not known what. */
  onChange(folder: string, name: string | undefined): void;
  /** From now on changes may go unheard. */
  onFailure(error: Error): void;
}

/** Larger files are not read. */
export const maxMirrorBytes = 1_048_576;

/** Whether a text is a path of a mirror: no empty part, `.` or `..`, no backslash and no NUL. */
export function isMirrorPath(path: string): boolean {
  return !/[\\\0]/u.test(path) && path.split('/').every((part) => !['', '.', '..'].includes(part));
}

/** The path, or a plain `Error` for what is none. */
export function requireMirrorPath(path: string): string {
  if (isMirrorPath(path)) return path;
  throw new Error(`Not a path of the mirror: ${JSON.stringify(path)}.`);
}
