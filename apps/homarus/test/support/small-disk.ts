import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A file system of its own, small enough to be filled. */
export interface SmallDisk extends Disposable {
  readonly path: string;
  /** Takes all room but for so many bytes, until `free` gives it back. */
  fill(leftBytes: number): void;
  free(): void;
  /** Makes it read-only for good; nothing on it may be open for writing. */
  protect(): void;
}

/** Mounts a tmpfs, which needs the rights of root: as another user, run the system tests with `sudo`. */
export function mountSmallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(path.join(tmpdir(), 'homarus-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw new Error('A small disk needs root and the right to mount: run the tests as root.', {
      cause: error,
    });
  }
  const ballast = path.join(folder, 'ballast');
  return {
    path: folder,
    fill(leftBytes) {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - leftBytes)));
    },
    free: () => rmSync(ballast),
    protect: () => void execFileSync('mount', ['-o', 'remount,ro', folder]),
    [Symbol.dispose]() {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}
