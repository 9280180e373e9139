import type { careEn } from './care-en.ts';

export const careZh: typeof careEn = {
  checking: '正在检查已存储的内容……',
  sound: (checked) => `一切正常：已检查 ${checked} 条记录和索引。`,
  drift: (checked, drift) =>
    `在 ${checked} 条记录和索引中发现 ${drift} 个问题。运行“homarus memory repair”可修复能够重建的部分。`,
  mended: (remade, removed, revisions) =>
    `已修复：重建了 ${remade} 条索引，移除了 ${removed} 条空索引和 ${revisions} 条无主的修订。`,
  damage: '数据库文件已损坏，请从备份恢复',
  problems: {
    row_without_entry: '搜索不到的消息和记忆',
    entry_without_row: '没有对应内容的索引',
    wrong_entry: '与消息位置不符的索引',
    stale_terms: '旧版本的索引',
    broken_position: '与前一条不连续的消息',
    missing_revision: '缺少修订记录的记忆',
    orphaned_source: '来源消息不存在的记忆',
    lost_revision: '所属记忆不存在的修订',
  },
  noJobs: '没有任务。',
  states: { pending: '等待', running: '运行中', dead: '失败' },
  attempts: (count) => `尝试 ${count} 次`,
  retried: (count) => `重新尝试的任务：${count} 个。`,
  dropped: (count) => `已移除的任务：${count} 个。`,
  refused: (url, status) =>
    `${url} 上的记忆服务拒绝了请求（状态码 ${status}）。如果它需要密钥，请设置 HOMARUS_MEMORY_KEY。`,
};
