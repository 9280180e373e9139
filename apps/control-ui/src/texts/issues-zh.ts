import type { HealthIssue } from '@homarus/base';

import type { IssueTexts } from './issues-en.ts';

const withMessage =
  (what: string) =>
  ({ message }: HealthIssue): string =>
    `${what}（${message}）`;

export const zhIssues: IssueTexts = {
  jobs_failed: ({ count = 0 }) => `记忆有 ${count} 项工作已放弃`,
  drift: ({ count = 0 }) => `记忆有 ${count} 行与搜索索引不一致`,
  extraction_failed: withMessage('模型没能从对话中学习，暂由规则代替'),
  embedding_failed: withMessage('向量模型出错，搜索暂时只按词语进行'),
  mirror_behind: withMessage('Markdown 文件没能及时写入'),
  mirror_conflicts: ({ count = 0 }) => `有 ${count} 个 Markdown 文件需要您处理`,
  memory_away: withMessage('无法连接记忆服务'),
  memory_degraded: withMessage('记忆部分功能受限'),
  outbox_waiting: ({ count = 0 }) => `有 ${count} 条内容在等待记忆服务`,
  outbox_refused: ({ count = 0 }) => `有 ${count} 条内容被记忆服务拒绝，已另行保存`,
  recall_failed: withMessage('没能及时回忆'),
  not_remembered: withMessage('有对话还没有存入记忆'),
  plugin_failed: withMessage('插件出错'),
  task_failed: withMessage('定时任务失败'),
  tasks_away: withMessage('定时任务无法运行'),
};
