import {
  CreateMemoryBody,
  EditMemoryBody,
  ForgetMemoryQuery,
  ListMemoriesQuery,
  OneMemoryQuery,
  UndoMemoryBody,
} from '@homarus/protocol';

import type { RouteDoc } from '../openapi/route-doc.ts';

/** What the documentation says of the routes of memories by hand. */
export const libraryDocs = {
  list: {
    summary: { en: 'List memories, with filters and pages', zh: '列出记忆，可筛选和分页' },
    body: ListMemoriesQuery,
    answer: {
      en: '`memories` of this page and `total` of all pages.',
      zh: '本页的 `memories` 和全部的 `total`。',
    },
  },
  create: {
    summary: { en: 'Write a memory by hand', zh: '手动写入一条记忆' },
    body: CreateMemoryBody,
    answer: { en: 'The stored `memory`.', zh: '存入的 `memory`。' },
  },
  show: {
    summary: { en: 'One memory', zh: '取一条记忆' },
    body: OneMemoryQuery,
    answer: { en: 'The record. 404 when there is none.', zh: '完整记录。不存在时为 404。' },
  },
  edit: {
    summary: { en: 'Correct a memory', zh: '修改一条记忆' },
    body: EditMemoryBody,
    answer: {
      en: 'The record with its new `revision`; the one before stays in the history.',
      zh: '带有新 `revision` 的记录；之前的版本保留在历史中。',
    },
  },
  forget: {
    summary: { en: 'Forget a memory', zh: '忘记一条记忆' },
    body: ForgetMemoryQuery,
    answer: {
      en: 'The record, now `deleted`; the same statement is not learned again by itself.',
      zh: '已标为 `deleted` 的记录；同样的内容不会再被自动学到。',
    },
  },
  history: {
    summary: { en: 'Every revision of a memory', zh: '一条记忆的全部版本' },
    body: OneMemoryQuery,
    answer: {
      en: '`revisions`, each with its cause and time.',
      zh: '`revisions`，每个版本都有原因和时间。',
    },
  },
  undo: {
    summary: { en: 'Bring a memory back to a revision', zh: '把记忆恢复到某个版本' },
    body: UndoMemoryBody,
    answer: {
      en: 'The restored `memory`, and `conflicts` with others that hold now.',
      zh: '恢复后的 `memory`，以及与现有记忆的 `conflicts`。',
    },
  },
} satisfies Readonly<Record<string, RouteDoc>>;
