import { maxMirrorBytes, requireMirrorPath } from '../ports/mirror.ts';
import type { Mirror, MirrorEntry, MirrorListener } from '../ports/mirror.ts';

/** The in-memory twin of a mirror, and what a person does to its files. */
export interface MemoryMirror extends Mirror {
  /** A person writes a file, or removes it; bytes that are no text may be written too. */
  edit(path: string, content: string | Uint8Array | undefined): void;
  /** A person removes a folder with all that is in it. */
  removeFolder(folder: string): void;
  /** All files by their paths. */
  texts(): Readonly<Record<string, string>>;
}

interface TwinFile {
  readonly stamp: string;
  readonly bytes: Uint8Array;
}

export function memoryMirror(): MemoryMirror {
  const files = new Map<string, TwinFile>();
  const listeners = new Set<MirrorListener>();
  let changes = 0;

  const tell = (path: string): void => {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    for (const listener of listeners) {
      if (listener.wants(folder)) listener.onChange(folder, path.slice(path.lastIndexOf('/') + 1));
    }
  };
  const put = (path: string, bytes: Uint8Array | undefined): string => {
    changes += 1;
    const stamp = String(changes);
    if (bytes === undefined) files.delete(path);
    else files.set(path, { stamp, bytes });
    tell(path);
    return stamp;
  };
  return {
    place: 'memory',
    list: async (folder) => entriesOf(files, folder === '' ? '' : requireMirrorPath(folder)),
    stampOf: async (path) => files.get(requireMirrorPath(path))?.stamp,
    read: async (path) => {
      const found = files.get(requireMirrorPath(path));
      return found === undefined ? undefined : { stamp: found.stamp, text: textOf(found.bytes) };
    },
    write: async (path, text, replaces) => {
      if (files.get(requireMirrorPath(path))?.stamp !== replaces) return undefined;
      return put(path, new TextEncoder().encode(text));
    },
    remove: async (path, stamp) => {
      const found = files.get(requireMirrorPath(path));
      if (found !== undefined && found.stamp !== stamp) return false;
      if (found !== undefined) put(path, undefined);
      return true;
    },
    watch: async (listener) => {
      listeners.add(listener);
      return { [Symbol.asyncDispose]: async () => void listeners.delete(listener) };
    },
    edit: (path, content) => {
      put(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
    },
    removeFolder: (folder) => {
      for (const path of files.keys()) if (path.startsWith(`${folder}/`)) put(path, undefined);
    },
    texts: () =>
      Object.fromEntries(
        [...files.keys()]
          .toSorted()
          .map((path) => [path, new TextDecoder().decode(files.get(path)?.bytes)]),
      ),
  };
}

function entriesOf(
  files: ReadonlyMap<string, TwinFile>,
  folder: string,
): readonly MirrorEntry[] | undefined {
  const start = folder === '' ? '' : `${folder}/`;
  const entries = new Map<string, MirrorEntry>();
  for (const [path, { stamp }] of files) {
    if (!path.startsWith(start)) continue;
    const [name = '', ...deeper] = path.slice(start.length).split('/');
    if (name.startsWith('.')) continue;
    const isFile = deeper.length === 0;
    entries.set(name, { name, type: isFile ? 'file' : 'folder', stamp: isFile ? stamp : '' });
  }
  if (entries.size === 0) return undefined;
  return [...entries.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.byteLength > maxMirrorBytes) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
