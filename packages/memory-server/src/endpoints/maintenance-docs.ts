import {
  ExportBody,
  ImportQuery,
  JobActionBody,
  JobsBody,
  MaintenanceBody,
} from '@homarus/protocol';

import type { RouteDoc } from '../openapi/route-doc.ts';

/** What the documentation says of the care of what is stored, by name. */
export const careDocs: Readonly<Record<string, RouteDoc>> = {
  verify: {
    summary: { en: 'Does everything fit together', zh: '检查存储的内容是否一致' },
    body: MaintenanceBody,
    answer: {
      en: '`problems` by what is wrong, and `drift`, all of them as one number.',
      zh: '`problems` 按种类列出问题，`drift` 是问题总数。',
    },
  },
  repair: {
    summary: { en: 'Make anew what can be made from the rows', zh: '重建能够重建的索引' },
    body: MaintenanceBody,
    answer: {
      en: 'What was `found`, what was mended, and what is `left`.',
      zh: '`found` 为发现的问题，其次是修复的数量，`left` 为剩余的问题。',
    },
  },
  jobs: {
    summary: { en: 'Jobs that wait, run or failed for good', zh: '等待、运行或彻底失败的任务' },
    body: JobsBody,
    answer: {
      en: '`jobs`, the oldest first, at most 1000.',
      zh: '`jobs`，最早的在前，最多 1000 个。',
    },
  },
  'jobs/retry': {
    summary: { en: 'Try dead jobs again', zh: '重试失败的任务' },
    body: JobActionBody,
    answer: { en: '`retried` counts them.', zh: '`retried` 是重试的数量。' },
  },
  'jobs/drop': {
    summary: { en: 'Remove jobs that do not run', zh: '移除没有在运行的任务' },
    body: JobActionBody,
    answer: { en: '`dropped` counts them.', zh: '`dropped` 是移除的数量。' },
  },
};

export const transferDocs = {
  export: {
    summary: { en: 'Write the memory as JSON Lines', zh: '把记忆写成 JSON Lines' },
    body: ExportBody,
    answer: {
      en: 'A header, one thing a line, and an end; without the end a part is missing.',
      zh: '一行头部，每行一项内容，最后是结尾；没有结尾表示缺少一部分。',
    },
    answerType: 'application/x-ndjson',
  },
  import: {
    summary: {
      en: 'Take in an export, or memories from elsewhere',
      zh: '导入一份导出，或来自别处的记忆',
    },
    body: ImportQuery,
    answer: {
      en: 'These fields go into the query; the body is JSON Lines. With `content-type: application/json` the body is `{ format: "mem0" | "markdown", documents: [{ file, content, modifiedAt? }], userId?, dryRun? }` instead. Counts, and what was not taken, with reasons.',
      zh: '这些字段写在查询参数里，正文是 JSON Lines。若 `content-type` 为 `application/json`，正文则是 `{ format: "mem0" | "markdown", documents: [{ file, content, modifiedAt? }], userId?, dryRun? }`。返回各项计数，以及未导入的内容和原因。',
    },
  },
} satisfies Readonly<Record<string, RouteDoc>>;
