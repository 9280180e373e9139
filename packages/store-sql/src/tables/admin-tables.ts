import type { Account, ApiKey, AuditRow, Member } from '@homarus/memory-server';
import type { Generated } from 'kysely';

import { orNull, orUndefined } from './columns.ts';

export interface AccountTable {
  readonly account_id: string;
  readonly name: string | null;
  readonly created_at: number;
  readonly disabled_at: number | null;
}

export interface AccountMemberTable {
  readonly account_id: string;
  readonly kind: Member['kind'];
  readonly id: string;
  readonly name: string | null;
  readonly created_at: number;
  readonly disabled_at: number | null;
}

export interface ApiKeyTable {
  /** Counts in the order of making. */
  readonly number: Generated<number>;
  readonly id: string;
  readonly account_id: string;
  readonly hash: string;
  readonly prefix: string;
  readonly role: ApiKey['role'];
  readonly user_id: string | null;
  readonly label: string | null;
  readonly created_at: number;
  readonly last_used_at: number | null;
  readonly revoked_at: number | null;
}

export interface AuditLogTable {
  /** Counts in the order of writing. */
  readonly number: Generated<number>;
  readonly id: string;
  readonly account_id: string;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly outcome: AuditRow['outcome'];
  readonly request_id: string;
}

type Stored<T> = Omit<T, 'number'>;

export function toAccountRow(account: Account): AccountTable {
  return {
    account_id: account.accountId,
    name: orNull(account.name),
    created_at: account.createdAt,
    disabled_at: orNull(account.disabledAt),
  };
}

export function fromAccountRow(row: AccountTable): Account {
  return {
    accountId: row.account_id,
    name: orUndefined(row.name),
    createdAt: row.created_at,
    disabledAt: orUndefined(row.disabled_at),
  };
}

export function toMemberRow(member: Member): AccountMemberTable {
  return {
    account_id: member.accountId,
    kind: member.kind,
    id: member.id,
    name: orNull(member.name),
    created_at: member.createdAt,
    disabled_at: orNull(member.disabledAt),
  };
}

export function fromMemberRow(row: AccountMemberTable): Member {
  return {
    accountId: row.account_id,
    kind: row.kind,
    id: row.id,
    name: orUndefined(row.name),
    createdAt: row.created_at,
    disabledAt: orUndefined(row.disabled_at),
  };
}

export function toKeyRow(key: ApiKey): Stored<ApiKeyTable> {
  return {
    id: key.id,
    account_id: key.accountId,
    hash: key.hash,
    prefix: key.prefix,
    role: key.role,
    user_id: orNull(key.userId),
    label: orNull(key.label),
    created_at: key.createdAt,
    last_used_at: orNull(key.lastUsedAt),
    revoked_at: orNull(key.revokedAt),
  };
}

export function fromKeyRow(row: Stored<ApiKeyTable>): ApiKey {
  return {
    id: row.id,
    accountId: row.account_id,
    hash: row.hash,
    prefix: row.prefix,
    role: row.role,
    userId: orUndefined(row.user_id),
    label: orUndefined(row.label),
    createdAt: row.created_at,
    lastUsedAt: orUndefined(row.last_used_at),
    revokedAt: orUndefined(row.revoked_at),
  };
}

export function toAuditLogRow(row: AuditRow): Stored<AuditLogTable> {
  return {
    id: row.id,
    account_id: row.accountId,
    at: row.at,
    actor: row.actor,
    action: row.action,
    target: row.target,
    outcome: row.outcome,
    request_id: row.requestId,
  };
}

export function fromAuditLogRow(row: Stored<AuditLogTable>): AuditRow {
  return {
    id: row.id,
    accountId: row.account_id,
    at: row.at,
    actor: row.actor,
    action: row.action,
    target: row.target,
    outcome: row.outcome,
    requestId: row.request_id,
  };
}
