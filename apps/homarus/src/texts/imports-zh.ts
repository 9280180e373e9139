import type { importsEn } from './imports-en.ts';

export const importsZh: typeof importsEn = {
  help: {
    import: '导入记忆：一份导出，或其他助手保存的内容',
    place: '文件或文件夹：导出文件、~/.openclaw、~/.claude、~/.codex、JSON 格式的对话',
    from: '来源的种类：homarus、openclaw、openclaw-lancedb、claude-code、codex、mem0、messages、markdown（默认 auto：自动识别）',
    learn: '也从导入的对话中学习（有模型时使用模型）',
    sourceUser: '导出含多位用户时，取谁的记忆',
    format: 'jsonl：全部内容；markdown、openclaw：把记住的内容写成一个文本文件夹',
  },
  reading: (place, source) => `正在按 ${source} 读取 ${place}。`,
  nothingThere: (place) => `没有可读取的文件或文件夹 ${place}。`,
  nothingFound: (place, source) =>
    `${place} 里没有 ${source} 的内容。请换一个文件夹，或用 --from 指定其他来源。`,
  unknownSource: (name, known) => `没有“${name}”这种来源；--from 可取：${known}。`,
  undetected: (place, known) => `无法识别 ${place} 的内容。请用 --from 指定来源：${known}。`,
  noLancedb:
    '读取 LanceDB 表需要它的模块，请在当前文件夹安装后重试：npm install @lancedb/lancedb apache-arrow',
  noTable: (place) =>
    `${place} 里没有 LanceDB 表“memories”（即文件夹 memories.lance，或其下的 memory/lancedb）。`,
  taken: ({ messages, memories, superseded, updated }) =>
    `${messages} 条消息，${memories} 条新记忆（其中 ${superseded} 条取代了旧的），${updated} 条措辞更完整`,
  notTaken: ({ known, skipped, failed }) =>
    `${known} 条已经存在，${skipped} 条跳过，${failed} 条失败`,
  outcomes: {
    added: '新增',
    updated: '更新',
    superseded: '取代',
    known: '已有',
    skipped: '跳过',
    failed: '失败',
  },
  reasons: {
    secret: '含有密码、密钥或卡号',
    forgotten: '您曾要求忘记它',
    empty: '没有内容',
    derived: '重复其他文件的内容',
    other_user: '属于另一位用户；可用 --source-user 选择',
    unknown_role: '不是谁说的话',
    too_long: '超过 8000 个字符',
    malformed: '格式不符',
    unreadable: '文件无法读取',
    no_text: '文件不是 UTF-8 文本；请另存为 UTF-8',
    refused: '无法存储',
  },
  more: (count) => `还有 ${count} 条`,
  badFormat: (name) => `没有“${name}”这种格式；--format 可取 jsonl、markdown 或 openclaw。`,
  needsFolder: (format) => `${format} 格式是一个文件夹，请写出文件夹。`,
  inTheWay: (file) => `${file} 已经存在，不会被覆盖；请换一个文件夹。`,
  written: (memories, files, folder) =>
    `已把 ${memories} 条记忆写入 ${folder} 中的 ${files} 个文件。`,
};
