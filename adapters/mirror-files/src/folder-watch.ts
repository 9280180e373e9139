import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

import type { MirrorListener } from '@homarus/memory';

import { isAbsent, statOf } from './rooted.ts';
import type { Locate } from './rooted.ts';

/** Hears of changes in folders, one system watch for each: recursive watches of Node cost one a file. */
export interface FolderWatch {
  /** Watches a folder and those in it, if the listener wants them. Again and again does no harm. */
  add(folder: string): Promise<void>;
  close(): void;
}

export interface FolderWatchOptions {
  readonly root: string;
  readonly locate: Locate;
  readonly listener: MirrorListener;
}

interface Watched {
  readonly watcher: FSWatcher;
  /** A folder that was made anew has another one, and needs another watch. */
  readonly inode: bigint;
}

export function createFolderWatch({ locate, listener }: FolderWatchOptions): FolderWatch {
  const watched = new Map<string, Watched>();
  let isClosed = false;

  const drop = (folder: string): void => {
    watched.get(folder)?.watcher.close();
    watched.delete(folder);
  };

  const hear = (folder: string, name: string | null): void => {
    if (name === null) listener.onChange(folder, undefined);
    else if (!name.startsWith('.')) {
      listener.onChange(folder, name);
      void add(folder === '' ? name : `${folder}/${name}`, true);
    }
  };

  /** False when the folder is watched already, or is none. */
  const begin = async (folder: string, place: string): Promise<boolean> => {
    const found = await statOf(place);
    const isFolder = found?.isDirectory() === true;
    if (isFolder && watched.get(folder)?.inode === found.ino) return false;
    drop(folder);
    if (!isFolder || isClosed) return false;
    start(folder, place, found.ino);
    return true;
  };

  const start = (folder: string, place: string, inode: bigint): void => {
    const watcher = watch(place, { persistent: false }, (_event, name) => hear(folder, name));
    watcher.on('error', (error) => {
      drop(folder);
      if (!isAbsent(error)) listener.onFailure(error);
    });
    watched.set(folder, { watcher, inode });
  };

  /** What was put into a folder before it was watched was not heard of: `isNews` says so now. */
  const add = async (folder: string, isNews = false): Promise<void> => {
    if (!listener.wants(folder)) return;
    try {
      const place = await locate(folder);
      if (!(await begin(folder, place))) return;
      if (isNews) listener.onChange(folder, undefined);
      for (const inner of await foldersIn(place)) await add(path.posix.join(folder, inner), isNews);
    } catch (error) {
      if (!isAbsent(error)) listener.onFailure(error as Error);
    }
  };

  return {
    add: async (folder) => {
      const parts = folder === '' ? [] : folder.split('/');
      for (let length = 0; length < parts.length; length += 1) {
        await add(parts.slice(0, length).join('/'));
      }
      await add(folder);
    },
    close: () => {
      isClosed = true;
      for (const folder of watched.keys()) drop(folder);
    },
  };
}

async function foldersIn(place: string): Promise<readonly string[]> {
  const entries = await readdir(place, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
}
