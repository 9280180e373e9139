import { AppError } from '@homarus/base';

import type { Account, AdminDatabase, ApiKey, AuditRow, Member } from '../admin/admin-store.ts';

/** The twin: everything in maps. */
export function memoryAdminStore(): AdminDatabase {
  const accounts = new Map<string, Account>();
  const members = new Map<string, Member>();
  const keys = new Map<string, ApiKey>();
  const log: AuditRow[] = [];
  const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
  return {
    putAccount: async (account, audit) => {
      accounts.set(account.accountId, account);
      log.push(audit);
    },
    ...removers({ accounts, members, keys, log }),
    getAccount: async (accountId) => accounts.get(accountId),
    listAccounts: async () =>
      [...accounts.values()].toSorted((a, b) => byText(a.accountId, b.accountId)),
    putMember: async (member, audit) => {
      members.set(memberKey(member.accountId, member.kind, member.id), member);
      log.push(audit);
    },
    noteMember: async (member) => {
      const key = memberKey(member.accountId, member.kind, member.id);
      if (!members.has(key)) members.set(key, member);
    },
    getMember: async (...key) => members.get(memberKey(...key)),
    listMembers: async (accountId, kind) =>
      [...members.values()]
        .filter((member) => member.accountId === accountId && member.kind === kind)
        .toSorted((a, b) => byText(a.id, b.id)),
    addKey: async (key, audit) => {
      const isTaken = [...keys.values()].some(({ hash }) => hash === key.hash);
      if (isTaken || keys.has(key.id)) {
        throw new AppError('conflict', `The key ${key.id} exists already.`);
      }
      keys.set(key.id, key);
      log.push(audit);
    },
    findKeyByHash: async (hash) => [...keys.values()].find((key) => key.hash === hash),
    listKeys: async (accountId) => [...keys.values()].filter((key) => key.accountId === accountId),
    noteKeyUse: async (keyId, at) => {
      const key = keys.get(keyId);
      if (key !== undefined) keys.set(keyId, { ...key, lastUsedAt: at });
    },
    revokeKey: async (accountId, keyId, audit) => {
      const key = keys.get(keyId);
      if (key?.accountId !== accountId) return undefined;
      const revoked = { ...key, revokedAt: key.revokedAt ?? audit.at };
      keys.set(keyId, revoked);
      log.push(audit);
      return revoked;
    },
    appendAudit: async (row) => void log.push(row),
    listAudit: async (accountId, { limit = 100, beforeId } = {}) => {
      const own = log.filter((row) => row.accountId === accountId).toReversed();
      if (beforeId === undefined) return own.slice(0, limit);
      const last = own.findIndex((row) => row.id === beforeId);
      return last === -1 ? [] : own.slice(last + 1, last + 1 + limit);
    },
  };
}

function memberKey(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

function removers({
  accounts,
  members,
  keys,
  log,
}: {
  readonly accounts: Map<string, Account>;
  readonly members: Map<string, Member>;
  readonly keys: Map<string, ApiKey>;
  readonly log: AuditRow[];
}): Pick<AdminDatabase, 'removeAccount' | 'removeUser'> {
  return {
    removeAccount: async (accountId, audit) => {
      accounts.delete(accountId);
      for (const [key, member] of members) if (member.accountId === accountId) members.delete(key);
      for (const [id, key] of keys) if (key.accountId === accountId) keys.delete(id);
      log.push(audit);
    },
    removeUser: async (accountId, userId, audit) => {
      members.delete(memberKey(accountId, 'user', userId));
      for (const [id, key] of keys) {
        if (key.accountId === accountId && key.userId === userId) keys.delete(id);
      }
      log.push(audit);
    },
  };
}
