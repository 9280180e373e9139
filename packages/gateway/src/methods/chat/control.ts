import { AppError } from '@homarus/base';
import { ChatAbortParams, ChatInjectParams } from '@homarus/protocol';
import { createSessions } from '@homarus/sessions';

import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';
import type { ChatContext } from './chat-deps.ts';
import { injectNote } from './inject-note.ts';
import { findPlace } from './place.ts';

/** `chat.abort`, `chat.inject`. */
export function controlMethods(context: ChatContext): readonly GatewayMethod[] {
  const { turns, hub, sessions: store, clock, ids, accountId } = context;
  const sessions = createSessions({ store, clock, ids }, { accountId });
  return [
    defineMethod({
      name: 'chat.abort',
      scope: 'operator.write',
      params: ChatAbortParams,
      handle: async (params, { caller }) => {
        const { sessionKey } = await findPlace(context, caller, params);
        const { runId } = params;
        const isOfSession =
          runId === undefined || turns.active({ runId })[0]?.sessionKey === sessionKey;
        const wish = runId === undefined ? { sessionKey } : { runId };
        const runIds = isOfSession ? turns.abort(wish) : [];
        return { ok: true, aborted: runIds.length > 0, runIds };
      },
    }),
    defineMethod({
      name: 'chat.inject',
      scope: 'operator.admin',
      params: ChatInjectParams,
      handle: async ({ message, label, ...wish }, { caller }) => {
        const { session, sessionKey } = await findPlace(context, caller, wish);
        if (session === undefined) {
          throw new AppError('not_found', `There is no session ${sessionKey}.`, {
            details: { path: 'sessionKey' },
          });
        }
        const messageId = await injectNote({ sessions, hub }, session, { message, label });
        return { ok: true, ...(messageId === undefined ? {} : { messageId }) };
      },
    }),
  ];
}
