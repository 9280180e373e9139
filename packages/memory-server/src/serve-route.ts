import { type AppError, type Clock, hasCode, type Ids, type Logger } from '@homarus/base';
import type { Memory } from '@homarus/memory';
import { acceptSnakeCase } from '@homarus/protocol';

import type { AdminDatabase, AuditRow } from './admin/admin-store.ts';
import { auditedAction, createToAuditRow } from './admin/audit.ts';
import { createMemberGate } from './admin/member-gate.ts';
import { type Authenticate, requireRole } from './auth.ts';
import type { Call, Route } from './endpoints/route.ts';
import type { TokenStats } from '@homarus/metrics';
import { readJsonObject } from './read-body.ts';
import { toJsonResponse } from './respond.ts';
import { memberIdsOf, type ScopeDefaults } from './scope.ts';

export interface ServeRouteDeps {
  readonly memory: Memory;
  readonly admin: AdminDatabase;
  readonly log: Logger;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly tokenStats?: TokenStats;
}

export interface ServeRouteOptions extends ScopeDefaults {
  readonly authenticate: Authenticate;
  /** Of a request's body. Default 16 MiB. */
  readonly maxBodyBytes?: number;
}

/** A request that came in on a route. */
export interface Incoming {
  readonly request: Request;
  readonly query: Readonly<Record<string, string>>;
  readonly params: Readonly<Record<string, string>>;
  readonly requestId: string;
  /** Where the connection comes from. */
  readonly address: string | undefined;
}

const defaultMaxBodyBytes = 16 * 1024 * 1024;

/** Content is the caller's; only the fields around it may be in snake_case. */
const keptAsSent = ['content'];

/**
 * Answers a request on a route: finds out who calls and whether they may, reads the body, calls the
 * endpoint, and writes into the audit log what belongs there. Rejects with what the answer should say.
 */
export function createServeRoute(
  deps: ServeRouteDeps,
  options: ServeRouteOptions,
): (route: Route, incoming: Incoming) => Promise<Response> {
  const { memory, admin, clock, ids, tokenStats } = deps;
  const guard = createMemberGuard(deps, options);
  return async (route, incoming) => {
    const { request, params, requestId } = incoming;
    const { signal } = request;
    const caller = await options.authenticate(request.headers, incoming.address);
    const toAuditRow = createToAuditRow({ clock, ids, caller, requestId });
    const place = `${route.method} ${new URL(request.url).pathname}`;
    try {
      requireRole(caller, route.role ?? 'member');
      const body = await readBody(route, incoming, options.maxBodyBytes);
      const known = {
        memory,
        admin,
        clock,
        ids,
        tokenStats,
        caller,
        toAuditRow,
        defaults: options,
        ...(isStreamed(route, request) ? { stream: request.body ?? undefined } : {}),
      };
      const answer = await guard(route, { ...known, body, params, signal });
      const action = auditedAction(route.method, route.path);
      if (action !== undefined) await admin.appendAudit(toAuditRow({ action, target: place }));
      return answer instanceof Response ? answer : toJsonResponse(answer);
    } catch (error) {
      if (hasCode(error, 'forbidden')) {
        const target = targetOf(place, error);
        await noteDenied(deps, toAuditRow({ action: 'access.denied', target, outcome: 'denied' }));
      }
      throw error;
    }
  };
}

async function readBody(
  route: Route,
  { request, query }: Incoming,
  maxBodyBytes = defaultMaxBodyBytes,
): Promise<unknown> {
  const isSent = route.method === 'POST' || route.method === 'PATCH';
  const hasBody = isSent && !isStreamed(route, request);
  return acceptSnakeCase(hasBody ? await readJsonObject(request, maxBodyBytes) : query, keptAsSent);
}

function isStreamed({ takesStream }: Route, { headers }: Request): boolean {
  return takesStream === true && !/^application\/json\b/iu.test(headers.get('content-type') ?? '');
}

/** Calls endpoints; those about a user and agent only when neither is disabled, noting both. */
function createMemberGuard(
  { admin, clock, log }: ServeRouteDeps,
  defaults: ScopeDefaults,
): (route: Route, call: Call) => Promise<object> {
  const gate = createMemberGate(admin, clock);
  return async (route, call) => {
    if (route.role !== undefined) {
      const answer = await route.endpoint(call);
      gate.reset();
      return answer;
    }
    const { accountId } = call.caller;
    const { userId, agentId } = memberIdsOf(call.body, call.caller, defaults);
    await gate.require(accountId, 'user', userId);
    await gate.require(accountId, 'agent', agentId);
    const answer = await route.endpoint(call);
    try {
      await gate.note(accountId, 'user', userId);
      await gate.note(accountId, 'agent', agentId);
    } catch (cause) {
      // What was asked for is done; it is noted with the next call.
      log.warn('A user or agent could not be noted', { accountId, userId, agentId, cause });
    }
    return answer;
  };
}

async function noteDenied({ admin, log }: ServeRouteDeps, row: AuditRow): Promise<void> {
  try {
    await admin.appendAudit(row);
  } catch (cause) {
    log.error('The audit log could not be written', { ...row, cause });
  }
}

/** What was asked for, with the field that was refused. */
function targetOf(place: string, { details }: AppError): string {
  const { path, named } = details ?? {};
  if (typeof path !== 'string') return place;
  return typeof named === 'string' ? `${place} ${path}=${named}` : `${place} ${path}`;
}
