import type { vectorsEn } from './vectors-en.ts';

export const vectorsZh: typeof vectorsEn = {
  help: {
    reembed: '为还没有向量的记忆生成向量，或全部重新生成',
    force: '全部重新生成；完成之前搜索继续使用旧向量',
    wait: '显示进度直到完成',
  },
  none: '没有嵌入模型。请设置 OGMEM_EMBEDDING_MODEL，或配置里的 memory.embedding。',
  progress: (model, done, total) => `${model}：已完成 ${done} / ${total}`,
  complete: (model, vectors, failed) =>
    `${model}：已完成，共 ${vectors} 个向量${failed === 0 ? '' : `，模型拒绝了 ${failed} 条文本`}。`,
  failing: (reason) => `模型出错，将会重试：${reason}`,
  nothing: '没有需要生成向量的内容。',
};
