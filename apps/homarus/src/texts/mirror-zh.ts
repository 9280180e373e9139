import type { mirrorEn } from './mirror-en.ts';

export const mirrorZh: typeof mirrorEn = {
  help: {
    mirror: '记忆的 Markdown 文件：检查状态、读入修改、重新写出',
    status: '比较文件与记忆',
    sync: '读入对文件的修改，并写出新内容',
    rebuild: '重新写出全部文件，不会忘记任何内容',
    profile: '显示已知的用户档案',
  },
  off: 'Markdown 文件未启用；memory.mirror.enabled: true 可启用。',
  place: (folder) => `Markdown 文件位于 ${folder}`,
  shown: (shown, all) => `  ${all} 条记忆中有 ${shown} 条的文件是最新的。`,
  pending: (count) => `  ${count} 条尚未写出。`,
  edited: (count) => `  ${count} 个文件被修改过，尚未读入。`,
  missing: (count) => `  ${count} 个文件不见了。`,
  drift: (count) =>
    `${count} 条记忆的 Markdown 文件不是最新；运行“homarus memory mirror sync”即可更新。`,
  failure: (reason) => `  文件无法写出：${reason}`,
  kinds: {
    conflict: '修改基于旧版本：取用所需内容后请删除此文件',
    malformed: '无法读取',
    refused: '未被接受',
    unknown: '不属于任何记忆',
    copy: '同一条记忆的第二个文件',
  },
  sections: { facts: '事实', preferences: '偏好', decisions: '决定', behaviours: '习惯' },
  noProfile: '目前还没有内容。',
};
