import type { Role } from '../role.ts';

/** A tenant. Its rows are seen by nobody else. */
export interface Account {
  readonly accountId: string;
  readonly name: string | undefined;
  /** Instants are Unix milliseconds. */
  readonly createdAt: number;
  /** From then on none of its keys opens anything; undefined while it is in use. */
  readonly disabledAt: number | undefined;
}

export const memberKinds = ['user', 'agent'] as const;

export type MemberKind = (typeof memberKinds)[number];

/** A person or an agent of an account: made by an operator, or noted when it was first heard of. */
export interface Member {
  readonly accountId: string;
  readonly kind: MemberKind;
  readonly id: string;
  readonly name: string | undefined;
  readonly createdAt: number;
  /** From then on calls about it are refused; undefined while it is in use. */
  readonly disabledAt: number | undefined;
}

/** A key that opens an account. The key itself is kept nowhere. */
export interface ApiKey {
  /** `key_...`; not secret. */
  readonly id: string;
  readonly accountId: string;
  /** SHA-256 of the key, 64 lower-case hexadecimal digits. */
  readonly hash: string;
  /** The first characters of the key, `hm_3fA9c1Qz`, by which a person knows it again. */
  readonly prefix: string;
  readonly role: Role;
  /** The only user that its holder may act as; undefined: any of the account. */
  readonly userId: string | undefined;
  readonly label: string | undefined;
  readonly createdAt: number;
  /** To the minute; undefined until its first use. */
  readonly lastUsedAt: number | undefined;
  readonly revokedAt: number | undefined;
}

/** One line of the audit log: who did what to what, and how it ended. Never changed, never deleted. */
export interface AuditRow {
  /** `aud_...`; sorts by time. */
  readonly id: string;
  /** Whose log it stands in: the account that was acted on; of a refused call, the caller's own. */
  readonly accountId: string;
  readonly at: number;
  /** A key's id, `configured` for the key of the configuration, `local` without keys, `system`. */
  readonly actor: string;
  /** `key.create`, `key.revoke`, `account.create`, `access.denied`, `memories.delete`, ... */
  readonly action: string;
  /** What it was done to: `key_...`, `acct-b`, `POST /compose accountId=acct-b`. */
  readonly target: string;
  readonly outcome: 'ok' | 'denied' | 'failed';
  readonly requestId: string;
}

export interface AuditPage {
  /** Default 100. */
  readonly limit?: number | undefined;
  /** Only rows before the one with this id; none when the account has no such row. */
  readonly beforeId?: string | undefined;
}

/**
 * Accounts, their users, agents and keys, and the audit log.
 *
 * A write that takes an audit row stores both or neither. What a method resolved with is durable; what
 * is noted (`noteMember`, `noteKeyUse`) may be lost with the power. Lists are complete but for the log, and in the order
 * of their ids; keys in the order they were made; the log newest first. Rejects with `unavailable`
 * when the store cannot be reached, and with `conflict` where it is said.
 */
export interface AdminStore {
  /** Makes the account, or puts this in its place. */
  putAccount(account: Account, audit: AuditRow): Promise<void>;
  getAccount(accountId: string): Promise<Account | undefined>;
  listAccounts(): Promise<readonly Account[]>;
  /** Removes the account with its users, agents and keys; its lines of the log stay. */
  removeAccount(accountId: string, audit: AuditRow): Promise<void>;
  /** Makes the user or agent, or puts this in its place. */
  putMember(member: Member, audit: AuditRow): Promise<void>;
  /** Removes the user with the keys that were for it alone. */
  removeUser(accountId: string, userId: string, audit: AuditRow): Promise<void>;
  /** Makes it when it is not there; else leaves it as it is. */
  noteMember(member: Member): Promise<void>;
  getMember(accountId: string, kind: MemberKind, id: string): Promise<Member | undefined>;
  listMembers(accountId: string, kind: MemberKind): Promise<readonly Member[]>;
  /** Rejects with `conflict` when the id or the hash is taken. */
  addKey(key: ApiKey, audit: AuditRow): Promise<void>;
  /** Also a revoked one: the caller looks. */
  findKeyByHash(hash: string): Promise<ApiKey | undefined>;
  listKeys(accountId: string): Promise<readonly ApiKey[]>;
  /** Notes a use. */
  noteKeyUse(keyId: string, at: number): Promise<void>;
  /** Resolves with the revoked key; undefined, with nothing written, when the account has no such key. One that is revoked already keeps its date. */
  revokeKey(accountId: string, keyId: string, audit: AuditRow): Promise<ApiKey | undefined>;
}

/** The log of {@link AdminStore}, read, and written for what changes nothing there. */
export interface AuditLog {
  appendAudit(row: AuditRow): Promise<void>;
  listAudit(accountId: string, page?: AuditPage): Promise<readonly AuditRow[]>;
}

/** Both, in one database. */
export type AdminDatabase = AdminStore & AuditLog;
