import {
  AuditQuery,
  ChangeEntryBody,
  CreateAccountBody,
  CreateAgentBody,
  CreateKeyBody,
  CreateUserBody,
  EraseQuery,
} from '@homarus/protocol';

import type { RouteDoc } from '../openapi/route-doc.ts';

const changeAnswer = {
  en: 'The changed entry. `disabled: true` refuses it from now on; nothing is deleted.',
  zh: '修改后的条目。`disabled: true` 表示从现在起拒绝；不删除任何内容。',
};

/** What the documentation says of the routes of operators. */
export const adminDocs = {
  listAccounts: {
    summary: { en: 'List the accounts', zh: '列出账户' },
    answer: { en: '`accounts`, by id.', zh: '`accounts`，按 id 排序。' },
  },
  createAccount: {
    summary: { en: 'Make an account', zh: '创建账户' },
    body: CreateAccountBody,
    answer: { en: '`account`. 409 when it exists.', zh: '`account`。已存在时为 409。' },
  },
  changeAccount: {
    summary: { en: 'Rename, disable or enable an account', zh: '重命名、停用或启用账户' },
    body: ChangeEntryBody,
    answer: changeAnswer,
  },
  eraseAccount: {
    summary: { en: 'Erase an account with all its data', zh: '彻底删除账户及其全部数据' },
    body: EraseQuery,
    answer: {
      en: '`rows` that were removed. Needs `?confirm=` with the id. Its audit log stays.',
      zh: '`rows`：删除的行数。需要 `?confirm=` 加上 id。审计日志保留。',
    },
  },
  eraseUser: {
    summary: { en: 'Erase a user with all its data', zh: '彻底删除用户及其全部数据' },
    body: EraseQuery,
    answer: {
      en: '`rows` that were removed. Needs `?confirm=` with the id. The audit log stays.',
      zh: '`rows`：删除的行数。需要 `?confirm=` 加上 id。审计日志保留。',
    },
  },
  listUsers: {
    summary: { en: 'List the users of an account', zh: '列出账户的用户' },
    answer: { en: '`users`, by id.', zh: '`users`，按 id 排序。' },
  },
  createUser: {
    summary: { en: 'Make a user', zh: '创建用户' },
    body: CreateUserBody,
    answer: { en: '`user`. 409 when it exists.', zh: '`user`。已存在时为 409。' },
  },
  changeUser: {
    summary: { en: 'Rename, disable or enable a user', zh: '重命名、停用或启用用户' },
    body: ChangeEntryBody,
    answer: changeAnswer,
  },
  listAgents: {
    summary: { en: 'List the agents of an account', zh: '列出账户的智能体' },
    answer: { en: '`agents`, by id.', zh: '`agents`，按 id 排序。' },
  },
  createAgent: {
    summary: { en: 'Make an agent', zh: '创建智能体' },
    body: CreateAgentBody,
    answer: { en: '`agent`. 409 when it exists.', zh: '`agent`。已存在时为 409。' },
  },
  changeAgent: {
    summary: { en: 'Rename, disable or enable an agent', zh: '重命名、停用或启用智能体' },
    body: ChangeEntryBody,
    answer: changeAnswer,
  },
  listKeys: {
    summary: { en: 'List the keys of an account', zh: '列出账户的密钥' },
    answer: {
      en: '`keys`, in the order they were made, without the keys themselves.',
      zh: '`keys`，按创建顺序，不含密钥本身。',
    },
  },
  createKey: {
    summary: { en: 'Make a key', zh: '创建密钥' },
    body: CreateKeyBody,
    answer: {
      en: '`key` and `secret`: the key itself, shown this once.',
      zh: '`key` 和 `secret`：密钥本身，只显示这一次。',
    },
  },
  revokeKey: {
    summary: { en: 'Revoke a key', zh: '吊销密钥' },
    answer: {
      en: '`key` with `revokedAt`: it opens nothing more.',
      zh: '带有 `revokedAt` 的 `key`：它不再有效。',
    },
  },
  listAudit: {
    summary: { en: 'Who did what', zh: '谁做了什么' },
    body: AuditQuery,
    answer: {
      en: '`rows`, newest first; `before` takes the id of the last row of a page.',
      zh: '`rows`，最新的在前；翻页时把上一页最后一行的 id 作为 `before`。',
    },
  },
} satisfies Readonly<Record<string, RouteDoc>>;
