import { createHash } from 'node:crypto';

import { memoryCategories } from '../category.ts';
import type { MemoryCategory } from '../category.ts';
import type { Partition } from '../ports/maintenance-store.ts';
import type { MemoryRecord } from '../record.ts';
import type { SessionScope } from '../scope.ts';
import { slugOf } from '../uri.ts';

/** Of a name, in UTF-8; file systems allow 255, and `.conflict-99.md` has to find room. */
const maxNameBytes = 160;
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/u;
/** What some file system gives a meaning, cannot keep or cannot tell apart. */
const unsafe = /[<>:"/\\|?*~\p{Cc}\p{Cf}\p{Cs}\p{Co}\s]|^\.|[. ]$/gu;

/**
 * A text as a name that every file system keeps as it is: letters of all scripts stay. A text that has
 * to be altered (capitals too: some systems do not tell them apart) gets a mark of its own, `~` and
 * eight digits, so that two texts never share a name.
 */
export function toSafeName(text: string): string {
  const clean = text.normalize('NFC').toLowerCase().replaceAll(unsafe, '_');
  const isFit = clean !== '' && Buffer.byteLength(clean) <= maxNameBytes && !reserved.test(clean);
  if (isFit && clean === text) return text;
  return `${shorten(clean)}~${markOf(text)}`;
}

function shorten(text: string): string {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxNameBytes) break;
    end += character.length;
  }
  return text.slice(0, end);
}

function markOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** All that is of an account. */
export function accountFolder({ accountId }: Pick<Partition, 'accountId'>): string {
  return `accounts/${toSafeName(accountId)}`;
}

/** What is of a person alone; memories of agents are beside it. */
export function userFolder(partition: Partition): string {
  return `${accountFolder(partition)}/users/${toSafeName(partition.userId)}`;
}

/** Where a memory's file is, unless another memory has that place. */
export function memoryPath(record: MemoryRecord): string {
  const owner = record.ownerSpace.startsWith('agent:')
    ? `${accountFolder(record)}/agents/${toSafeName(record.agentId)}`
    : userFolder(record);
  return `${owner}/memories/${record.category}/${toSafeName(slugOf(record.uri))}.md`;
}

/** Where it is then. */
export function otherMemoryPath(record: MemoryRecord): string {
  return memoryPath(record).replace(/\.md$/u, () => `~${markOf(record.id)}.md`);
}

export function profilePath(partition: Partition): string {
  return `${userFolder(partition)}/profile.md`;
}

/** `day` as `2026-05-03`. */
export function logPath(partition: Partition, day: string): string {
  return `${userFolder(partition)}/log/${day}.md`;
}

/** Sessions of the agent `main` go by their own name, those of another one by both. */
export function archivePath(scope: SessionScope, number: number): string {
  const own = toSafeName(scope.sessionId);
  const session = scope.agentId === 'main' ? own : `${own}~~${toSafeName(scope.agentId)}`;
  const count = String(number).padStart(3, '0');
  return `${userFolder(scope)}/sessions/${session}/archive-${count}.md`;
}

/** A folder in which people may write. Names are as {@link toSafeName} made them. */
export interface MemoryFolder {
  readonly account: string;
  readonly ownerType: 'users' | 'agents';
  readonly owner: string;
  readonly category: MemoryCategory;
}

/** Undefined for any other folder. */
export function parseMemoryFolder(folder: string): MemoryFolder | undefined {
  const [accounts, account, ownerType, owner, memories, name, ...rest] = folder.split('/');
  const category = memoryCategories.find((known) => known === name);
  if (accounts !== 'accounts' || memories !== 'memories' || rest.length > 0) return undefined;
  if (account === undefined || owner === undefined || category === undefined) return undefined;
  if (ownerType !== 'users' && ownerType !== 'agents') return undefined;
  return { account, ownerType, owner, category };
}

/** Whether a folder is one of {@link MemoryFolder}, or on the way to one. */
export function leadsToMemories(folder: string): boolean {
  const parts = folder === '' ? [] : folder.split('/');
  const shape = ['accounts', undefined, /^(?:users|agents)$/u, undefined, 'memories', undefined];
  if (parts.length === shape.length) return parseMemoryFolder(folder) !== undefined;
  return (
    parts.length < shape.length &&
    parts.every((part, index) => {
      const wanted = shape[index];
      return (
        wanted === undefined || (wanted instanceof RegExp ? wanted.test(part) : wanted === part)
      );
    })
  );
}

/** Whether people may write such a file and mean a memory. */
export function isMemoryFile(name: string): boolean {
  return name.endsWith('.md') && !isConflictFile(name);
}

export function isConflictFile(name: string): boolean {
  return /\.conflict(?:-\d+)?\.md$/u.test(name);
}

/** Where an edit is kept that could not be taken in: the first such place, the second, and so on. */
export function conflictPath(path: string, count: number): string {
  return path.replace(/\.md$/u, () => (count === 1 ? '.conflict.md' : `.conflict-${count}.md`));
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
