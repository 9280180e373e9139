import { EvictIdleSessionsBody, PrefetchBody, WorkingSetBody } from '@homarus/protocol';

import type { RouteDoc } from '../openapi/route-doc.ts';

/** What the documentation says of the routes of working sets. */
export const workingSetDocs = {
  prefetch: {
    summary: { en: 'Search ahead for the next topic', zh: '为下一个话题提前检索' },
    body: PrefetchBody,
    answer: {
      en: '`topic`, the best `candidates`, and how many are `buffered`. The next `compose` uses them while its prompt is about the same and no memory changed.',
      zh: '`topic`、最佳的 `candidates`，以及缓冲的数量 `buffered`。下一次 `compose` 的话题相符且没有记忆变化时直接使用它们。',
    },
  },
  session_working_set: {
    summary: { en: 'What the process keeps of a session', zh: '进程中保留的会话内容' },
    body: WorkingSetBody,
    answer: {
      en: 'Topic, buffered hits, what was injected, what is not learned from yet, the last activity.',
      zh: '话题、缓冲的命中、已注入的内容、尚未学习的内容和最后活动时间。',
    },
  },
  dispose: {
    summary: { en: 'End a session in this process', zh: '在本进程中结束会话' },
    body: WorkingSetBody,
    answer: {
      en: '`flushed`: what was new is learned from, or left to a job.',
      zh: '`flushed`：新内容已经学习，或已交给任务。',
    },
  },
  evict_idle_sessions: {
    summary: { en: 'Let idle sessions go', zh: '释放空闲会话' },
    body: EvictIdleSessionsBody,
    answer: {
      en: '`evicted`: ids of the sessions of the scope, the longest idle first.',
      zh: '`evicted`：此范围内被释放的会话 id，空闲最久的在前。',
    },
  },
} satisfies Readonly<Record<string, RouteDoc>>;
