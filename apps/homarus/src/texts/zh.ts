import { careZh } from './care-zh.ts';
import { adminTextsZh } from './admin-zh.ts';
import { chatZh } from './chat-zh.ts';
import { configTextsZh } from './config-zh.ts';
import type { Texts } from './en.ts';
import { helpZh } from './help-zh.ts';
import { remoteZh } from './remote-zh.ts';
import { transferZh } from './transfer-zh.ts';
import { importsZh } from './imports-zh.ts';
import { libraryZh } from './library-zh.ts';
import { mirrorZh } from './mirror-zh.ts';
import { pluginsZh } from './plugins-zh.ts';
import { vectorsZh } from './vectors-zh.ts';

export const zh: Texts = {
  help: helpZh,
  library: libraryZh,
  config: configTextsZh,
  care: careZh,
  transfer: transferZh,
  imports: importsZh,
  admin: adminTextsZh,
  vectors: vectorsZh,
  mirror: mirrorZh,
  plugins: pluginsZh,
  up: {
    starting: (version) => `Homarus ${version} 正在启动……`,
    listening: '已就绪。',
    page: '聊天页面',
    api: 'OpenAI 接口',
    memoryApi: '记忆接口',
    state: '数据位置',
    log: '日志',
    model: '模型',
    withModel: (model, baseUrl) => `${model}（${baseUrl}）`,
    offline: [
      '无（离线）：它会记住你说的话，并引用记忆来回答。',
      '要接入模型，请设置 LLM_BASE_URL 和 LLM_MODEL（以及 LLM_API_KEY），或 OPENAI_API_KEY，',
      '写在环境变量里，或写在文件',
    ].join('\n'),
    stop: '按 Ctrl-C 停止。',
    stopping: '正在停止；进行中的回答最多再等 5 秒。再按一次 Ctrl-C 立即结束。',
    stopped: '已停止。所有确认过的内容都已保存。',
  },
  chat: chatZh,
  remote: remoteZh,
  search: {
    none: '没有找到相关的记忆。',
    refused: (url, status) =>
      `${url} 上的记忆服务拒绝了搜索（状态码 ${status}）。如果它需要密钥，请设置 HOMARUS_MEMORY_KEY。`,
    lane: (lane, rank, score) => `${lane}：第 ${rank} 位（${score.toFixed(2)}）`,
    source: (ids) => `来源：${ids}`,
    terms: (terms) => `搜索的词：${terms}`,
    candidates: (count, dropped) =>
      `候选：${count}${dropped === '' ? '' : `，其中舍弃：${dropped}`}`,
    noVectors: '只按词语搜索：没有嵌入模型。',
    vectors: (model, confidence) => `也按含义搜索，模型 ${model}，权重 ${confidence.toFixed(2)}。`,
    vectorsSkipped: (reason) => `没有按含义搜索：${reason}`,
  },
  ports: {
    taken: (host, port) => `${host} 的端口 ${port} 已被占用`,
    by: (holder) => `，使用者是${holder}。`,
    homarus: (version) => `另一个 Homarus（版本 ${version}）`,
    process: (name, pid) => ` ${name}（进程 ${pid}）`,
    homarusProcess: (version, pid) => `另一个 Homarus（版本 ${version}，进程 ${pid}）`,
    unknown: '另一个程序',
    choose: (flag, variable, key) =>
      `请停止它，或换一个端口：${flag} <端口>、${variable}=<端口>，或配置里的 ${key}（0 表示任选一个空闲端口）。`,
    denied: (port) => `系统不允许使用端口 ${port}；1024 以下的端口只有 root 可用。请换一个。`,
    noAddress: (host) => `${host} 不是本机的地址。`,
    homeInUse: (home, pid, url) =>
      `${home} 里的数据正被另一个 Homarus 使用（进程 ${pid}，${url}）。\n请停止它，或用 homarus chat 与它对话，或换一个位置：--home <文件夹>。`,
  },
  fault: {
    unexpected: (log) => `发生了意外错误，Homarus 已结束。详情见：${log}`,
    state: (place, reason) =>
      `无法使用 ${place} 里的数据：${reason}。请用 --home <文件夹> 或 HOMARUS_HOME 换一个位置。`,
  },
};
