import {
  type EmbeddingStatusAnswer,
  EmbeddingStatusQuery,
  parseInput,
  ReembedBody,
} from '@homarus/protocol';

import type { RouteDoc } from '../openapi/route-doc.ts';
import { toScope } from '../scope.ts';
import type { Call, Route } from './route.ts';

const answer = {
  en: '`model`, `isComplete`, `spaces` with their counts, and `failure`: why the model failed the last time.',
  zh: '`model`、`isComplete`、带计数的 `spaces`，以及 `failure`：模型上次出错的原因。',
};
const statusDoc: RouteDoc = {
  summary: { en: 'How far the vectors of a memory are', zh: '查看记忆向量的进度' },
  answer,
};
const reembedDoc: RouteDoc = {
  summary: { en: 'Embed what is missing, or all of it anew', zh: '补齐缺少的向量，或全部重新生成' },
  body: ReembedBody,
  answer,
};

/** The vectors of a person's memory: how far they are, and making them anew. */
export const vectorRoutes: readonly Route[] = [
  { method: 'GET', path: '/reembed', doc: statusDoc, endpoint: getStatus },
  { method: 'POST', path: '/reembed', doc: reembedDoc, endpoint: reembed },
];

async function getStatus({ memory, caller, defaults, body }: Call): Promise<EmbeddingStatusAnswer> {
  const scope = toScope(parseInput(EmbeddingStatusQuery, body), caller, defaults);
  return { ok: true, ...(await memory.vectors.status(scope)) };
}

async function reembed({ memory, caller, defaults, body }: Call): Promise<EmbeddingStatusAnswer> {
  const { force = false, ...named } = parseInput(ReembedBody, body);
  const scope = toScope(named, caller, defaults);
  return { ok: true, ...(await memory.vectors.reembed(scope, { force })) };
}
