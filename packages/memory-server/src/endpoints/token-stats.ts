import { parseInput, type TokenStatsAnswer, TokenStatsBody } from '@homarus/protocol';

import type { RouteDoc } from '../openapi/route-doc.ts';
import type { Call, Route } from './route.ts';

const doc: RouteDoc = {
  summary: { en: 'What models were used for', zh: '模型的用量，按用途' },
  body: TokenStatsBody,
  answer: {
    en: '`usage`: calls, failures and tokens by purpose (`extraction`, `embedding`, `turn`) and model, since the start or the last reset. `reset: true` with POST answers the counts and starts anew.',
    zh: '`usage`：按用途（`extraction`、`embedding`、`turn`）和模型统计的调用、失败和 token 数，自启动或上次清零起。用 POST 发送 `reset: true` 会返回当前数值并清零。',
  },
};

async function read({ tokenStats }: Call): Promise<TokenStatsAnswer> {
  return { ok: true, usage: tokenStats?.read() ?? [] };
}

async function readOrReset(call: Call): Promise<TokenStatsAnswer> {
  const { reset = false } = parseInput(TokenStatsBody, call.body);
  const answer = await read(call);
  if (!reset) return answer;
  const audit = call.toAuditRow({ action: 'token_stats.reset', target: 'token_stats' });
  await call.admin.appendAudit(audit);
  call.tokenStats?.reset();
  return answer;
}

/** The usage of models, over all accounts. */
export const tokenStatsRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/token_stats',
    role: 'root',
    doc: { summary: doc.summary, answer: doc.answer },
    endpoint: read,
  },
  { method: 'POST', path: '/token_stats', role: 'root', doc, endpoint: readOrReset },
];
