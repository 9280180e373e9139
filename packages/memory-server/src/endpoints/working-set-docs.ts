import { EvictIdleSessionsBody, PrefetchBody, WorkingSetBody } from '@homarus/protocol';

import type { RouteDoc } from '../openapi/route-doc.ts';

/** What the documentation says of the routes of the sessions that go on. */
export const workingSetDocs = {
  prefetch: {
    summary: { en: 'Fetch what the next topic will need', zh: '预取下一个话题所需的内容' },
    body: PrefetchBody,
    answer: {
      en: '`topic`, and how many `candidates` were found and `buffered`.',
      zh: '`topic`，以及找到的 `candidates` 和放入缓冲的 `buffered`。',
    },
  },
  dispose: {
    summary: { en: 'A session is over for now', zh: '会话暂时结束' },
    body: WorkingSetBody,
    answer: { en: '`flushed`: what was still to be learned.', zh: '`flushed`：补学的内容。' },
  },
  session_working_set: {
    summary: { en: 'What is kept at hand for a session', zh: '会话当前保留的内容' },
    body: WorkingSetBody,
    answer: {
      en: 'Topic, buffered candidates, what was injected, and what is not yet learned from.',
      zh: '话题、缓冲的候选、已注入的内容，以及尚未学习的消息。',
    },
  },
  evict_idle_sessions: {
    summary: { en: 'Let go of idle sessions', zh: '释放空闲会话' },
    body: EvictIdleSessionsBody,
    answer: {
      en: '`evicted`: the ids of the sessions; nothing stored is lost.',
      zh: '`evicted`：会话的 id；已存储的内容不会丢失。',
    },
  },
} satisfies Readonly<Record<string, RouteDoc>>;
