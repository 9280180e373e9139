import type {
  AccessRole,
  AccountAnswer,
  AgentAnswer,
  AuditAnswer,
  ChangeEntryBody,
  KeyAnswer,
  UserAnswer,
} from '@homarus/protocol';

import type { MemoryCallOptions } from './memory-http.ts';
import type { ItemOperation, Operations, Operation, Optional } from './memory-operations.ts';

interface NewEntry {
  readonly name?: string;
}

export interface NewKey {
  /** Default `member`. */
  readonly role?: AccessRole;
  readonly userId?: string;
  readonly label?: string;
}

/** Users or agents of one account; `One` and `Many` are the bodies of the answers. */
interface Members<New, One, Many> {
  readonly list: ItemOperation<object, Many>;
  readonly create: ItemOperation<New, One>;
  change(
    accountId: string,
    id: string,
    change: ChangeEntryBody,
    options?: MemoryCallOptions,
  ): Promise<One>;
}

type Users = Members<
  NewEntry & { readonly userId: string },
  { readonly ok: true; readonly user: UserAnswer },
  { readonly ok: true; readonly users: readonly UserAnswer[] }
>;

type Agents = Members<
  NewEntry & { readonly agentId: string },
  { readonly ok: true; readonly agent: AgentAnswer },
  { readonly ok: true; readonly agents: readonly AgentAnswer[] }
>;

/** Accounts and who may use them; for keys of the roles `admin` and `root`. */
export interface MemoryAdmin {
  readonly accounts: {
    readonly list: Optional<
      object,
      { readonly ok: true; readonly accounts: readonly AccountAnswer[] }
    >;
    readonly create: Operation<
      NewEntry & { readonly accountId: string },
      { readonly ok: true; readonly account: AccountAnswer }
    >;
    readonly change: ItemOperation<
      ChangeEntryBody,
      { readonly ok: true; readonly account: AccountAnswer }
    >;
  };
  readonly users: Users;
  readonly agents: Agents;
  readonly keys: {
    readonly list: ItemOperation<
      object,
      { readonly ok: true; readonly keys: readonly KeyAnswer[] }
    >;
    /** `secret` is shown this once. */
    readonly create: ItemOperation<
      NewKey,
      { readonly ok: true; readonly key: KeyAnswer; readonly secret: string }
    >;
    revoke(
      accountId: string,
      keyId: string,
      options?: MemoryCallOptions,
    ): Promise<{ readonly ok: true; readonly key: KeyAnswer }>;
  };
  readonly audit: ItemOperation<
    { readonly limit?: number; readonly before?: string },
    { readonly ok: true; readonly rows: readonly AuditAnswer[] }
  >;
}

const root = '/admin/accounts';

export function createMemoryAdmin({ get, write, item }: Operations): MemoryAdmin {
  const members = <New extends object, One, Many>(kind: string): Members<New, One, Many> => ({
    list: item('GET', (id) => `${root}/${id}/${kind}`),
    create: item('POST', (id) => `${root}/${id}/${kind}`),
    change: (accountId, memberId, change, options) =>
      item<ChangeEntryBody, One>(
        'PATCH',
        (id) => `${root}/${encodeURIComponent(accountId)}/${kind}/${id}`,
      )(memberId, change, options),
  });
  return {
    accounts: {
      list: get(root),
      create: write(root),
      change: item('PATCH', (id) => `${root}/${id}`),
    },
    users: members('users'),
    agents: members('agents'),
    keys: {
      list: item('GET', (id) => `${root}/${id}/keys`),
      create: item('POST', (id) => `${root}/${id}/keys`),
      revoke: (accountId, keyId, options) =>
        item<object, { readonly ok: true; readonly key: KeyAnswer }>(
          'DELETE',
          (id) => `${root}/${encodeURIComponent(accountId)}/keys/${id}`,
        )(keyId, {}, options),
    },
    audit: item('GET', (id) => `${root}/${id}/audit`),
  };
}
