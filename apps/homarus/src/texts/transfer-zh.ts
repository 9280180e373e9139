import type { transferEn } from './transfer-en.ts';

export const transferZh: typeof transferEn = {
  exported: (file, bytes) => `已导出到 ${file}（${bytes} 字节）。`,
  cutOff: '导出在结束前中断，请重试。',
  noPlace: (file, reason) => `无法写入 ${file}：${reason}`,
  noFile: (file) => `没有可读取的文件 ${file}。`,
  progress: (percent) => `${percent} %`,
  did: '已导入：',
  would: '将会导入（没有写入任何内容）：',
  counts: (messages, memories, archives, tombstones) =>
    `${messages} 条消息，${memories} 条记忆，${archives} 个归档，${tombstones} 条已忘记的内容`,
  duplicates: (count) => `${count} 行的内容已经存在`,
  rejected: (count) => `${count} 行无法导入，其中最前面的是：`,
  incomplete: '导出文件没有结尾：缺少一部分内容。',
};
