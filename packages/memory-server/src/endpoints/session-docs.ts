import {
  BootstrapBody,
  CompactBody,
  IngestBody,
  PrepareCompactionBody,
  SessionBody,
  SessionContextQuery,
} from '@homarus/protocol';

import type { RouteDoc } from '../openapi/route-doc.ts';

/** What the documentation says of the routes of sessions and their compaction. */
export const sessionDocs = {
  bootstrap: {
    summary: { en: 'Take over a conversation', zh: '接管一段对话' },
    body: BootstrapBody,
    answer: {
      en: '`imported` counts messages that were new.',
      zh: '`imported` 是新存入的消息数。',
    },
  },
  getSession: {
    summary: { en: 'State, counts and archives of a session', zh: '会话的状态、计数和归档' },
    body: SessionBody,
    answer: { en: 'The session. 404 when there is none.', zh: '会话。不存在时为 404。' },
  },
  addMessages: {
    summary: { en: 'Store messages of a session', zh: '存储会话的消息' },
    body: IngestBody,
    answer: {
      en: '`ingested` counts messages that were new, `duplicates` those that were stored before.',
      zh: '`ingested` 是新存入的消息数，`duplicates` 是此前已存入的消息数。',
    },
  },
  commit: {
    summary: { en: 'Learn from a session now', zh: '立即从会话中学习' },
    body: SessionBody,
    answer: {
      en: 'What was learned; `pendingMessages` are left to a job.',
      zh: '学到的内容；`pendingMessages` 交给任务处理。',
    },
  },
  getContext: {
    summary: { en: 'The window of a session within a budget', zh: '预算内的会话窗口' },
    body: SessionContextQuery,
    answer: {
      en: 'The newest `messages` that fit, and the archive of what is before them.',
      zh: '放得下的最新 `messages`，以及更早内容的归档。',
    },
  },
  prepare_compaction: {
    summary: { en: 'Learn from what is about to leave the window', zh: '学习即将离开窗口的内容' },
    body: PrepareCompactionBody,
    answer: {
      en: '`prepareToken` lets `compact` archive without learning again, once, until `expiresAt`.',
      zh: '`prepareToken` 让 `compact` 归档时不再重复学习；只能用一次，到 `expiresAt` 失效。',
    },
  },
  compact: {
    summary: { en: 'Archive what leaves the window', zh: '归档离开窗口的内容' },
    body: CompactBody,
    answer: {
      en: '`compacted`, `summary` and `archiveUri`; a used, foreign or expired token is 409.',
      zh: '`compacted`、`summary` 和 `archiveUri`；令牌已用过、不属于本会话或已过期时为 409。',
    },
  },
} satisfies Readonly<Record<string, RouteDoc>>;
