import type { MirroredFile } from '@homarus/memory';

export interface MirrorFileTable {
  readonly path: string;
  /** The path without its name, for listings. */
  readonly folder: string;
  readonly account_id: string;
  readonly user_id: string;
  readonly agent_id: string;
  readonly memory_id: string;
  readonly hash: string;
  readonly stamp: string;
}

export interface MirrorCursorTable {
  readonly account_id: string;
  readonly user_id: string;
  readonly seq: number;
}

export function toMirrorRow(file: MirroredFile): MirrorFileTable {
  const { path, accountId, userId, agentId, memoryId, hash, stamp } = file;
  return {
    path,
    folder: path.slice(0, path.lastIndexOf('/')),
    account_id: accountId,
    user_id: userId,
    agent_id: agentId,
    memory_id: memoryId,
    hash,
    stamp,
  };
}

export function fromMirrorRow(row: MirrorFileTable): MirroredFile {
  const { path, account_id, user_id, agent_id, memory_id, hash, stamp } = row;
  return {
    path,
    accountId: account_id,
    userId: user_id,
    agentId: agent_id,
    memoryId: memory_id,
    hash,
    stamp,
  };
}
