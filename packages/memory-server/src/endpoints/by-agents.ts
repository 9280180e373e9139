import {
  type DayLogAnswer,
  DayLogQuery,
  ForgetBody,
  type ForgetAnswer,
  parseInput,
  RememberBody,
  type RememberAnswer,
} from '@homarus/protocol';

import { toScope } from '../scope.ts';
import { agentDocs } from './by-agents-docs.ts';
import type { Endpoint, Route } from './route.ts';

const remember: Endpoint = async ({ memory, caller, defaults, body }): Promise<RememberAnswer> => {
  const { accountId, userId, agentId, ...request } = parseInput(RememberBody, body);
  const scope = toScope({ accountId, userId, agentId }, caller, defaults);
  return { ok: true, ...(await memory.remember(scope, request)) };
};

const forget: Endpoint = async ({ memory, caller, defaults, body }): Promise<ForgetAnswer> => {
  const { memoryId, query = '', ...named } = parseInput(ForgetBody, body);
  const request = memoryId === undefined ? { query } : { memoryId };
  return { ok: true, ...(await memory.forget(toScope(named, caller, defaults), request)) };
};

const dayLog: Endpoint = async ({ memory, caller, defaults, body }): Promise<DayLogAnswer> => {
  const { day, timeZone, ...named } = parseInput(DayLogQuery, body);
  const log = await memory.library.dayLog(toScope(named, caller, defaults), {
    ...(day === undefined ? {} : { day }),
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  return {
    ok: true,
    ...log,
    entries: log.entries.map(({ language: _ours, ...entry }) => entry),
  };
};

/** What the tools of an agent need. */
export const agentRoutes: readonly Route[] = [
  { method: 'POST', path: '/remember', doc: agentDocs.remember, endpoint: remember },
  { method: 'POST', path: '/forget', doc: agentDocs.forget, endpoint: forget },
  { method: 'GET', path: '/log', doc: agentDocs.dayLog, endpoint: dayLog },
];
