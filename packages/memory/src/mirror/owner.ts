import type { Partition } from '../ports/maintenance-store.ts';
import type { Scope } from '../scope.ts';
import type { ReadMemoryFile } from './memory-file.ts';
import type { MirrorDeps } from './mirror-deps.ts';
import { toSafeName } from './paths.ts';
import type { MemoryFolder } from './paths.ts';

const pageSize = 200;

/** Whose the memories in a folder are; undefined when its name does not tell and the file neither. */
export async function findOwner(
  deps: Pick<MirrorDeps, 'store' | 'defaults'>,
  { account, ownerType, owner }: MemoryFolder,
  file: Pick<ReadMemoryFile, 'user' | 'agent'>,
): Promise<Scope | undefined> {
  const { defaults } = deps;
  if (ownerType === 'users') {
    const partition = await findPartition(deps, account, owner);
    return partition === undefined ? undefined : { ...partition, agentId: defaults.agentId };
  }
  const agentId = file.agent ?? owner;
  const userId = file.user ?? defaults.userId;
  const partition = await findPartition(deps, account, toSafeName(userId));
  if (partition === undefined || toSafeName(agentId) !== owner) return undefined;
  return { ...partition, userId, agentId };
}

/** A name without a mark is the id itself; for another one, the partitions are looked through. */
async function findPartition(
  { store }: Pick<MirrorDeps, 'store'>,
  account: string,
  user: string,
): Promise<Partition | undefined> {
  if (toSafeName(account) === account && toSafeName(user) === user) {
    return { accountId: account, userId: user };
  }
  for await (const partition of allPartitions(store)) {
    const isIt =
      toSafeName(partition.accountId) === account && toSafeName(partition.userId) === user;
    if (isIt) return partition;
  }
  return undefined;
}

/** Partitions of a target, all of them without one; none in a store that cannot list them. */
export async function* allPartitions(
  { maintenance }: MirrorDeps['store'],
  target: { readonly accountId?: string; readonly userId?: string } = {},
): AsyncGenerator<Partition> {
  let after: Partition | undefined;
  do {
    const page: readonly Partition[] =
      (await maintenance?.listPartitions({
        ...target,
        limit: pageSize,
        ...(after === undefined ? {} : { after }),
      })) ?? [];
    yield* page;
    after = page.length < pageSize ? undefined : page.at(-1);
  } while (after !== undefined);
}
