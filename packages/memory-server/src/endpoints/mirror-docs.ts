import { MaintenanceBody } from '@homarus/protocol';

import type { RouteDoc } from '../openapi/route-doc.ts';

const answer = {
  en: '`check` counts memories by how their files are, `counts` what was done since the start, `problems` names files that need a person.',
  zh: '`check` 按文件状态统计记忆，`counts` 是启动以来所做的事，`problems` 列出需要人工处理的文件。',
};

/** What the documentation says of the Markdown tree. */
export const mirrorDocs = {
  status: {
    summary: { en: 'Compare the Markdown tree with what is known', zh: '比较 Markdown 文件与记忆' },
    body: MaintenanceBody,
    answer,
  },
  sync: {
    summary: {
      en: 'Take edits of the tree in, and show what is new',
      zh: '读入对文件的修改，并写出新内容',
    },
    body: MaintenanceBody,
    answer,
  },
  rebuild: {
    summary: {
      en: 'Write the tree anew; forgets nothing',
      zh: '重新写出全部文件，不会忘记任何内容',
    },
    body: MaintenanceBody,
    answer,
  },
} as const satisfies Readonly<Record<string, RouteDoc>>;
