import {
  AfterTurnBody,
  ComposeBody,
  GetMemoryBody,
  IngestBatchBody,
  IngestBody,
  SearchMemoryBody,
} from '@homarus/protocol';

import type { RouteDoc } from '../openapi/route-doc.ts';

const ingested = {
  en: '`ingested` counts messages that were new, `duplicates` those that were stored before.',
  zh: '`ingested` 是新存入的消息数，`duplicates` 是此前已存入的消息数。',
};

/** What the documentation says of the routes of a conversation, by their names. */
export const conversationDocs: Readonly<Record<string, RouteDoc>> = {
  compose: {
    summary: { en: 'What a model should know now', zh: '模型此刻应当知道什么' },
    body: ComposeBody,
    answer: {
      en: '`systemPromptAddition` is one fenced text for the system prompt; `systemMessages` is the same by layer; `hits` says what was found; `abstained` is true when nothing stored is relevant.',
      zh: '`systemPromptAddition` 是放进系统提示词的一段带围栏的文本；`systemMessages` 是同样内容按层列出；`hits` 说明找到了什么；没有相关内容时 `abstained` 为 true。',
    },
  },
  after_turn: {
    summary: { en: 'A turn is over: store it and learn from it', zh: '一轮对话结束：存储并学习' },
    body: AfterTurnBody,
    answer: {
      en: '`status` is `committed` or `duplicate`; `stored` counts new messages, which are on disk; with `wait`, `added`, `updated`, `superseded` and `skipped` count memories.',
      zh: '`status` 为 `committed` 或 `duplicate`；`stored` 是已落盘的新消息数；带 `wait` 时，`added`、`updated`、`superseded`、`skipped` 是记忆条数。',
    },
  },
  ingest: {
    summary: { en: 'Store messages outside a turn', zh: '存储不属于某一轮的消息' },
    body: IngestBody,
    answer: ingested,
  },
  ingest_batch: {
    summary: { en: 'Store many messages, with their dates', zh: '批量存储消息，保留日期' },
    body: IngestBatchBody,
    answer: ingested,
  },
  search_memory: {
    summary: { en: 'Find memories and messages', zh: '查找记忆和消息' },
    body: SearchMemoryBody,
    answer: {
      en: '`hits`, best first, each with the lanes that found it; `abstained` is true when nothing is relevant.',
      zh: '`hits` 按相关度从高到低，并注明由哪些检索通道找到；没有相关内容时 `abstained` 为 true。',
    },
  },
  get_memory: {
    summary: { en: 'One memory or message', zh: '取一条记忆或消息' },
    body: GetMemoryBody,
    answer: {
      en: 'The record; `type` is `memory` or `message`. 404 when there is none.',
      zh: '完整记录；`type` 为 `memory` 或 `message`。不存在时为 404。',
    },
  },
};
