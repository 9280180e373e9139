import { DayLogQuery, ForgetBody, RememberBody } from '@homarus/protocol';

import type { RouteDoc } from '../openapi/route-doc.ts';

/** What the documentation says of the routes that tools of agents use. */
export const agentDocs = {
  remember: {
    summary: { en: 'Store a statement that an agent was told to', zh: '代理受托存储一条陈述' },
    body: RememberBody,
    answer: {
      en: '`action` is `created`, or `updated` when it was known already; `id` is of the memory.',
      zh: '`action` 为 `created`，已知时为 `updated`；`id` 是该记忆的标识。',
    },
  },
  forget: {
    summary: { en: 'Forget by id, or by words', zh: '按标识或按内容忘记' },
    body: ForgetBody,
    answer: {
      en: '`action`: `deleted` with `id`; `not_found`; `candidates` to choose from when words do not say beyond doubt which one is meant; `nothing_found`.',
      zh: '`action`：`deleted` 并附 `id`；`not_found`；内容不足以确定是哪一条时为 `candidates`；`nothing_found`。',
    },
  },
  dayLog: {
    summary: { en: 'What became of memories on a day', zh: '某一天里记忆的变化' },
    body: DayLogQuery,
    answer: {
      en: '`entries` in the order of time, `{at, memoryId, revision, what, cause, text}`; no `text` of what is forgotten by now.',
      zh: '`entries` 按时间先后：`{at, memoryId, revision, what, cause, text}`；后来已忘记的没有 `text`。',
    },
  },
} as const satisfies Readonly<Record<string, RouteDoc>>;
