import assert from 'node:assert/strict';

import { hasCode } from '@homarus/base';
import type { ConformanceCase } from '@homarus/base/testing';

import type { Account, AdminDatabase, ApiKey, AuditRow, Member } from '../admin/admin-store.ts';

const at = 1_700_000_000_000;

function account(accountId: string, fields: Partial<Account> = {}): Account {
  return { accountId, name: undefined, createdAt: at, disabledAt: undefined, ...fields };
}

function member(id: string, fields: Partial<Member> = {}): Member {
  const fresh = { name: undefined, createdAt: at, disabledAt: undefined };
  return { accountId: 'acct-a', kind: 'user', id, ...fresh, ...fields };
}

function key(id: string, fields: Partial<ApiKey> = {}): ApiKey {
  return {
    id,
    accountId: 'acct-a',
    hash: id.padEnd(64, '0'),
    prefix: 'hm_12345678',
    role: 'member',
    userId: undefined,
    label: undefined,
    createdAt: at,
    lastUsedAt: undefined,
    revokedAt: undefined,
    ...fields,
  };
}

function audit(id: string, fields: Partial<AuditRow> = {}): AuditRow {
  return {
    id,
    accountId: 'acct-a',
    at,
    actor: 'local',
    action: 'test',
    target: 'x',
    outcome: 'ok',
    requestId: 'req_1',
    ...fields,
  };
}

const idsOf = (rows: readonly { readonly id: string }[]): readonly string[] =>
  rows.map(({ id }) => id);

const accountCases: readonly ConformanceCase<AdminDatabase>[] = [
  {
    group: 'accounts',
    name: 'are made, replaced, found and listed by id, each with its line in the log',
    run: async (store) => {
      await store.putAccount(account('acct-b', { name: '乙' }), audit('aud_1'));
      await store.putAccount(account('acct-a'), audit('aud_2'));
      await store.putAccount(account('acct-a', { disabledAt: at + 1 }), audit('aud_3'));
      assert.deepEqual(await store.getAccount('acct-a'), account('acct-a', { disabledAt: at + 1 }));
      assert.equal(await store.getAccount('acct-none'), undefined);
      assert.deepEqual(
        (await store.listAccounts()).map(({ accountId, name }) => [accountId, name]),
        [
          ['acct-a', undefined],
          ['acct-b', '乙'],
        ],
      );
      assert.deepEqual(idsOf(await store.listAudit('acct-a')), ['aud_3', 'aud_2', 'aud_1']);
    },
  },
  {
    group: 'members',
    name: 'are kept apart by account and kind, and noting one does not overwrite it',
    run: async (store) => {
      await store.putMember(member('小林', { name: 'Lin', disabledAt: at }), audit('aud_1'));
      await store.noteMember(member('小林'));
      await store.noteMember(member('alice'));
      await store.noteMember(member('main', { kind: 'agent' }));
      await store.noteMember(member('bob', { accountId: 'acct-b' }));
      assert.deepEqual(await store.listMembers('acct-a', 'user'), [
        member('alice'),
        member('小林', { name: 'Lin', disabledAt: at }),
      ]);
      assert.deepEqual(idsOf(await store.listMembers('acct-a', 'agent')), ['main']);
      assert.deepEqual(await store.getMember('acct-b', 'user', 'bob'), {
        ...member('bob', { accountId: 'acct-b' }),
      });
      assert.equal(await store.getMember('acct-a', 'user', 'bob'), undefined);
      assert.equal(await store.getMember('acct-a', 'user', 'main'), undefined);
    },
  },
];

const keyCases: readonly ConformanceCase<AdminDatabase>[] = [
  {
    group: 'keys',
    name: 'are found by their hash with all that was said of them',
    run: async (store) => {
      const full = key('key_1', { role: 'admin', userId: 'alice', label: 'CI 密钥' });
      await store.addKey(full, audit('aud_1'));
      await store.addKey(key('key_2', { accountId: 'acct-b' }), audit('aud_2'));
      assert.deepEqual(await store.findKeyByHash(full.hash), full);
      assert.equal(await store.findKeyByHash('f'.repeat(64)), undefined);
      assert.deepEqual(idsOf(await store.listKeys('acct-a')), ['key_1']);
      await store.noteKeyUse('key_1', at + 5);
      assert.equal((await store.findKeyByHash(full.hash))?.lastUsedAt, at + 5);
    },
  },
  {
    group: 'keys',
    name: 'an id or hash that is taken is a conflict, and leaves no line in the log',
    run: async (store) => {
      await store.addKey(key('key_1'), audit('aud_1'));
      const taken = [
        key('key_1', { hash: 'e'.repeat(64) }),
        key('key_2', { hash: key('key_1').hash }),
      ];
      for (const again of taken) {
        await assert.rejects(store.addKey(again, audit('aud_2')), (error) =>
          hasCode(error, 'conflict'),
        );
      }
      assert.deepEqual(idsOf(await store.listAudit('acct-a')), ['aud_1']);
    },
  },
  {
    group: 'keys',
    name: 'are revoked once, by their own account only',
    run: async (store) => {
      await store.addKey(key('key_1'), audit('aud_1'));
      assert.equal(await store.revokeKey('acct-b', 'key_1', audit('aud_2')), undefined);
      const revoked = await store.revokeKey('acct-a', 'key_1', audit('aud_3', { at: at + 7 }));
      assert.equal(revoked?.revokedAt, at + 7);
      const again = await store.revokeKey('acct-a', 'key_1', audit('aud_4', { at: at + 9 }));
      assert.equal(again?.revokedAt, at + 7);
      assert.deepEqual(idsOf(await store.listAudit('acct-a')), ['aud_4', 'aud_3', 'aud_1']);
    },
  },
];

const removalCases: readonly ConformanceCase<AdminDatabase>[] = [
  {
    group: 'removal',
    name: 'an account goes with its members and keys; its log stays, and others do',
    run: async (store) => {
      for (const accountId of ['acct-a', 'acct-b']) {
        await store.putAccount(account(accountId), audit(`aud_1${accountId}`, { accountId }));
        await store.noteMember(member('alice', { accountId }));
        const fields = { accountId, hash: accountId.padEnd(64, '0') };
        await store.addKey(
          key(`key_${accountId}`, fields),
          audit(`aud_2${accountId}`, { accountId }),
        );
      }
      await store.removeAccount('acct-a', audit('aud_3'));
      assert.deepEqual(await store.listAccounts(), [account('acct-b')]);
      assert.deepEqual(await store.listMembers('acct-a', 'user'), []);
      assert.equal((await store.listMembers('acct-b', 'user')).length, 1);
      assert.deepEqual(await store.listKeys('acct-a'), []);
      assert.equal((await store.listKeys('acct-b')).length, 1);
      assert.deepEqual(idsOf(await store.listAudit('acct-a')), [
        'aud_3',
        'aud_2acct-a',
        'aud_1acct-a',
      ]);
    },
  },
  {
    group: 'removal',
    name: 'a user goes with the keys that were for it alone',
    run: async (store) => {
      await store.noteMember(member('alice'));
      await store.noteMember(member('bob'));
      await store.noteMember(member('alice', { kind: 'agent' }));
      for (const [id, userId] of [
        ['key_1', 'alice'],
        ['key_2', 'bob'],
        ['key_3', undefined],
      ] as const) {
        await store.addKey(key(id, { userId }), audit(`aud_${id}`));
      }
      await store.removeUser('acct-a', 'alice', audit('aud_9'));
      assert.deepEqual(idsOf(await store.listMembers('acct-a', 'user')), ['bob']);
      assert.deepEqual(idsOf(await store.listMembers('acct-a', 'agent')), ['alice']);
      assert.deepEqual(idsOf(await store.listKeys('acct-a')), ['key_2', 'key_3']);
      assert.equal((await store.listAudit('acct-a'))[0]?.id, 'aud_9');
    },
  },
];

const auditCases: readonly ConformanceCase<AdminDatabase>[] = [
  {
    group: 'audit log',
    name: 'is read newest first, by account, in pages',
    run: async (store) => {
      for (const id of ['aud_1', 'aud_2', 'aud_3']) await store.appendAudit(audit(id));
      const other = audit('aud_4', { accountId: 'acct-b', outcome: 'denied', target: '别人的' });
      await store.appendAudit(other);
      assert.deepEqual(await store.listAudit('acct-b'), [other]);
      assert.deepEqual(idsOf(await store.listAudit('acct-a', { limit: 2 })), ['aud_3', 'aud_2']);
      const rest = await store.listAudit('acct-a', { limit: 2, beforeId: 'aud_2' });
      assert.deepEqual(idsOf(rest), ['aud_1']);
      assert.deepEqual(await store.listAudit('acct-b', { beforeId: 'aud_2' }), []);
    },
  },
];

/** What every admin store must do. */
export const adminStoreConformance = [...accountCases, ...keyCases, ...removalCases, ...auditCases];
