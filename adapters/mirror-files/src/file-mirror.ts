import type { BigIntStats } from 'node:fs';
import { constants, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

import { maxMirrorBytes } from '@homarus/memory';
import type { Mirror, MirrorEntry, MirrorText } from '@homarus/memory';

import { createFolderWatch } from './folder-watch.ts';
import type { FolderWatch } from './folder-watch.ts';
import { createLocate, isAbsent, makeFolder, statOf, unusable } from './rooted.ts';
import type { Locate } from './rooted.ts';

const temporaryPrefix = '.homarus-';

/** A mirror in a folder of the file system, which is made with the first file. */
export function fileMirror(options: { readonly root: string }): Mirror {
  return new FileMirror(path.resolve(options.root));
}

class FileMirror implements Mirror {
  readonly place: string;
  readonly #locate: Locate;
  /** Temporary files that are being written. */
  readonly #writing = new Set<string>();
  readonly #watches = new Set<FolderWatch>();
  #written = 0;

  constructor(root: string) {
    this.place = root;
    this.#locate = createLocate(root);
  }

  async list(folder: string): Promise<readonly MirrorEntry[] | undefined> {
    const place = await this.#locate(folder);
    const names = await readNames(place);
    if (names === undefined) return undefined;
    await this.#sweep(place, names);
    const entries: MirrorEntry[] = [];
    for (const name of names.filter((known) => !known.startsWith('.')).toSorted()) {
      const found = await statOf(path.join(place, name));
      if (found?.isDirectory() === true) entries.push({ name, type: 'folder', stamp: '' });
      if (found?.isFile() === true) entries.push({ name, type: 'file', stamp: toStamp(found) });
    }
    return entries;
  }

  async stampOf(at: string): Promise<string | undefined> {
    const found = await statOf(await this.#locate(at));
    return found?.isFile() === true ? toStamp(found) : undefined;
  }

  async read(at: string): Promise<MirrorText | undefined> {
    const place = await this.#locate(at);
    if ((await statOf(place))?.isFile() !== true) return undefined;
    try {
      await using file = await open(place, constants.O_RDONLY | noFollow);
      const found = await file.stat({ bigint: true });
      const stamp = toStamp(found);
      if (found.size > maxMirrorBytes) return { stamp, text: undefined };
      return { stamp, text: decode(await file.readFile()) };
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw unusable(place, error);
    }
  }

  async write(at: string, text: string, replaces: string | undefined): Promise<string | undefined> {
    const folder = path.posix.dirname(at);
    try {
      const place = await makeFolder(this.#locate, this.place, folder);
      for (const watch of this.#watches) await watch.add(folder);
      const target = path.join(place, path.posix.basename(at));
      if (stampIn(await statOf(target)) !== replaces) return undefined;
      return await this.#put(place, target, { text, replaces });
    } catch (error) {
      throw unusable(path.join(this.place, at), error);
    }
  }

  async remove(at: string, stamp: string): Promise<boolean> {
    const place = await this.#locate(at);
    const found = stampIn(await statOf(place));
    if (found === undefined) return true;
    if (found !== stamp) return false;
    try {
      await rm(place, { force: true });
      await syncFolder(path.dirname(place));
      return true;
    } catch (error) {
      throw unusable(place, error);
    }
  }

  async watch(listener: Parameters<NonNullable<Mirror['watch']>>[0]): Promise<AsyncDisposable> {
    const watch = createFolderWatch({ root: this.place, locate: this.#locate, listener });
    this.#watches.add(watch);
    await watch.add('');
    return {
      [Symbol.asyncDispose]: () => {
        this.#watches.delete(watch);
        watch.close();
        return Promise.resolve();
      },
    };
  }

  /** What the person saves between the last look and the rename is lost; that is some microseconds. */
  async #put(
    folder: string,
    target: string,
    { text, replaces }: { readonly text: string; readonly replaces: string | undefined },
  ): Promise<string | undefined> {
    this.#written += 1;
    const temporary = path.join(folder, `${temporaryPrefix}${process.pid}-${this.#written}.tmp`);
    this.#writing.add(temporary);
    try {
      await rm(temporary, { force: true });
      await writeDurably(temporary, text);
      if (stampIn(await statOf(target)) !== replaces) return undefined;
      await rename(temporary, target);
      await syncFolder(folder);
      return stampIn(await statOf(target));
    } finally {
      await rm(temporary, { force: true });
      this.#writing.delete(temporary);
    }
  }

  /** Removes what a process left that died while it wrote. */
  async #sweep(place: string, names: readonly string[]): Promise<void> {
    const left = names
      .filter((name) => name.startsWith(temporaryPrefix) && name.endsWith('.tmp'))
      .map((name) => path.join(place, name))
      .filter((temporary) => !this.#writing.has(temporary));
    for (const temporary of left) await rm(temporary, { force: true });
  }
}

// Windows has no such flag; there the look before has to do.
const noFollow = (constants as { readonly O_NOFOLLOW?: number }).O_NOFOLLOW ?? 0;

async function readNames(place: string): Promise<readonly string[] | undefined> {
  try {
    return (await statOf(place))?.isDirectory() === true ? await readdir(place) : undefined;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw unusable(place, error);
  }
}

async function writeDurably(place: string, text: string): Promise<void> {
  await using file = await open(place, 'wx', 0o600);
  await file.writeFile(text);
  await file.sync();
}

async function syncFolder(place: string): Promise<void> {
  // Windows opens no folders, and needs none synced.
  if (process.platform === 'win32') return;
  await using folder = await open(place, constants.O_RDONLY);
  await folder.sync();
}

/** The time of the last change of the inode cannot be set by programs, as that of the content can. */
function toStamp({ size, ctimeNs, ino }: BigIntStats): string {
  return `${size}-${ctimeNs}-${ino}`;
}

/** Of whatever is there: something that is no file is another file than any that was seen. */
function stampIn(found: BigIntStats | undefined): string | undefined {
  if (found === undefined) return undefined;
  return found.isFile() ? toStamp(found) : 'no file';
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
