import { AppError } from '@homarus/base';
import {
  SessionKeyParams,
  SessionsAbortParams,
  SessionsCompactParams,
  SessionsSendParams,
} from '@homarus/protocol';

import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod, Subscriptions } from '../../rpc/method.ts';
import { keyOf, requireOwner, requireSession } from './session-access.ts';
import { announceSession } from './session-changes.ts';
import type { SessionMethodContext } from './sessions-deps.ts';

export function runMethods(context: SessionMethodContext): readonly GatewayMethod[] {
  const { turns, store, accountId } = context;
  return [
    defineMethod({
      name: 'sessions.send',
      scope: 'operator.write',
      params: SessionsSendParams,
      handle: (params, { caller }) => {
        const { key: sessionKey, agentId } = keyOf(context, params);
        const { message, attachments, thinking, timeoutMs, idempotencyKey } = params;
        const turn = { message, attachments, thinking, timeoutMs, idempotencyKey };
        return turns.send({ ...turn, caller, sessionKey, agentId });
      },
    }),
    defineMethod({
      name: 'sessions.abort',
      scope: 'operator.write',
      params: SessionsAbortParams,
      handle: async ({ key, runId, agentId }, { caller }) => {
        const run = runId === undefined ? undefined : await store.getRun(accountId, runId);
        const named = { key: key ?? run?.sessionKey ?? 'main', agentId };
        const session = await requireSession(context, caller, named);
        const aborted = await turns.abort({ sessionKey: session.key, runId });
        return {
          ok: true,
          abortedRunId: aborted[0] ?? null,
          runIds: aborted,
          status: aborted.length === 0 ? 'no-active-run' : 'aborted',
        };
      },
    }),
    defineMethod({
      name: 'sessions.compact',
      scope: 'operator.admin',
      params: SessionsCompactParams,
      handle: async (params, { caller }) => {
        const { key } = await requireSession(context, caller, params);
        const outcome = await turns.compact({ sessionKey: key });
        if (outcome.compacted) await announceSession(context, key, 'compact');
        return { ok: true, key, ...outcome };
      },
    }),
    ...subscriptionMethods(context),
  ];
}

function subscriptionMethods(context: SessionMethodContext): readonly GatewayMethod[] {
  return [
    defineMethod({
      name: 'sessions.messages.subscribe',
      scope: 'operator.read',
      params: SessionKeyParams,
      handle: async (params, { caller, subscriptions }) => {
        const { key } = keyOf(context, params);
        await requireOwner(context, caller, key);
        checkRoom(subscriptions, key);
        subscriptions.sessionKeys.add(key);
        return { subscribed: true, key };
      },
    }),
    defineMethod({
      name: 'sessions.messages.unsubscribe',
      scope: 'operator.read',
      params: SessionKeyParams,
      handle: (params, { subscriptions }) => {
        const { key } = keyOf(context, params);
        subscriptions.sessionKeys.delete(key);
        return { subscribed: false, key };
      },
    }),
  ];
}

/** Of one connection. */
const maxSubscriptions = 1000;

function checkRoom({ sessionKeys }: Subscriptions, key: string): void {
  if (sessionKeys.has(key) || sessionKeys.size < maxSubscriptions) return;
  throw new AppError(
    'rate_limited',
    `This connection listens to ${maxSubscriptions} sessions already; leave some of them.`,
    { details: { code: 'TOO_MANY_SUBSCRIPTIONS' } },
  );
}
