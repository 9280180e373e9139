import * as v from 'valibot';

import { routes } from '../endpoints/index.ts';
import type { DocumentedRoute } from './document.ts';

const healthRoute: DocumentedRoute = {
  method: 'GET',
  path: '/api/v1/health',
  doc: {
    summary: { en: 'Whether it works, and how well', zh: '是否正常，状态如何' },
    answer: {
      en: '`status` is `ok` or `degraded`, `reasons` says why. Without a key, where keys are asked for: `status`, `agfs` and `version` only.',
      zh: '`status` 为 `ok` 或 `degraded`，`reasons` 说明原因。需要密钥而未提供时，只有 `status`、`agfs` 和 `version`。',
    },
  },
};

const callRoute: DocumentedRoute = {
  method: 'POST',
  path: '/api/v1/call/:method',
  doc: {
    summary: { en: 'The same calls by name', zh: '按名称调用同样的接口' },
    body: v.looseObject({}),
    answer: {
      en: 'What `POST /api/v1/{method}` takes and answers: `compose`, `after_turn`, `search_memory` and so on.',
      zh: '与 `POST /api/v1/{method}` 的输入和回答相同：`compose`、`after_turn`、`search_memory` 等。',
    },
  },
};

const metricsRoute: DocumentedRoute = {
  method: 'GET',
  path: '/metrics',
  role: 'root',
  doc: {
    summary: { en: 'Numbers for monitoring', zh: '供监控使用的指标' },
    answer: { en: 'The text format of Prometheus.', zh: 'Prometheus 文本格式。' },
    answerType: 'text/plain',
  },
};

const docsRoutes: readonly DocumentedRoute[] = [
  {
    method: 'GET',
    path: '/openapi.json',
    doc: {
      summary: { en: 'This API for programs', zh: '供程序读取的接口说明' },
      answer: { en: 'OpenAPI 3.1; `?lang=zh` in Chinese.', zh: 'OpenAPI 3.1；`?lang=en` 为英文。' },
    },
  },
  {
    method: 'GET',
    path: '/docs',
    doc: {
      summary: { en: 'This API for people', zh: '供人阅读的接口说明' },
      answer: { en: 'A page; `?lang=zh` in Chinese.', zh: '网页；`?lang=en` 为英文。' },
      answerType: 'text/html',
    },
  },
];

/** Everything that the server answers, with its full path. */
export const documentedRoutes: readonly DocumentedRoute[] = [
  ...routes.map(({ method, path, role, doc }) => ({
    method,
    path: `/api/v1${path}`,
    role,
    doc,
  })),
  callRoute,
  healthRoute,
  metricsRoute,
  ...docsRoutes,
];
