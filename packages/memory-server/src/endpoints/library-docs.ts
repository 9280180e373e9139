import {
  CreateMemoryBody,
  EditMemoryBody,
  ForgetMemoryQuery,
  ListMemoriesQuery,
  OneMemoryQuery,
  ReviewBody,
  UndoMemoryBody,
} from '@homarus/protocol';

import type { RouteDoc } from '../openapi/route-doc.ts';

/** What the documentation says of the library and of reviews. */
export const libraryDocs = {
  list: {
    summary: { en: 'What is remembered, page by page', zh: '分页列出记忆' },
    body: ListMemoriesQuery,
    answer: {
      en: '`memories`, and `total` on all pages.',
      zh: '`memories` 为本页记忆，`total` 为全部条数。',
    },
  },
  create: {
    summary: { en: 'Store a memory by hand', zh: '手动保存一条记忆' },
    body: CreateMemoryBody,
    answer: {
      en: '`action` (`created`, `updated`, `unchanged`), `memory`, and `superseded`: ids of memories that no longer hold.',
      zh: '`action`（`created`、`updated`、`unchanged`）、`memory`，以及 `superseded`：因此失效的记忆编号。',
    },
  },
  show: {
    summary: { en: 'One memory, forgotten ones too', zh: '一条记忆，包括已忘记的' },
    body: OneMemoryQuery,
    answer: { en: 'The memory, as `get_memory` answers it.', zh: '该记忆，字段同 `get_memory`。' },
  },
  edit: {
    summary: { en: 'Correct a memory', zh: '更正一条记忆' },
    body: EditMemoryBody,
    answer: {
      en: 'The memory. 409 when `revision` is not the last one.',
      zh: '更正后的记忆。`revision` 不是最新版本时返回 409。',
    },
  },
  forget: {
    summary: { en: 'Forget a memory', zh: '忘记一条记忆' },
    body: ForgetMemoryQuery,
    answer: {
      en: 'The memory; its statement is not learned again.',
      zh: '该记忆；其内容不会再被自动学到。',
    },
  },
  history: {
    summary: { en: 'How a memory came to be', zh: '一条记忆的历史' },
    body: OneMemoryQuery,
    answer: {
      en: '`revisions`, newest first, each with what it changed.',
      zh: '`revisions`，最新的在前，各有其改动。',
    },
  },
  undo: {
    summary: { en: 'Take changes back', zh: '撤销改动' },
    body: UndoMemoryBody,
    answer: {
      en: '`memory`, `restored` (the revision), `conflicts` (memories that contradict it now), `superseded`.',
      zh: '`memory`、`restored`（恢复到的版本）、`conflicts`（现在与它矛盾的记忆）、`superseded`。',
    },
  },
  review: {
    summary: { en: 'Look over what is known, now', zh: '立即整理记忆' },
    body: ReviewBody,
    answer: {
      en: 'The report: `examined`, `merged`, `raised`, `lowered`, `retriedJobs`.',
      zh: '报告：`examined`、`merged`、`raised`、`lowered`、`retriedJobs`。',
    },
  },
  lastReview: {
    summary: { en: 'The report of the last review', zh: '上一次整理的报告' },
    body: ReviewBody,
    answer: { en: 'As above; 404 before the first.', zh: '同上；尚未整理过时返回 404。' },
  },
} as const satisfies Readonly<Record<string, RouteDoc>>;
