import { AppError } from '@homarus/base';
import { WakeParams } from '@homarus/protocol';

import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';
import type { ChatContext } from './chat-deps.ts';
import { startRun } from './start-run.ts';

/** `wake`: a text that an agent is to see to, in its main session unless another is named. */
export function wakeMethods(context: ChatContext): readonly GatewayMethod[] {
  return [
    defineMethod({
      name: 'wake',
      scope: 'operator.write',
      params: WakeParams,
      handle: async ({ mode, text, idempotencyKey, ...place }, { caller }) => {
        if (mode === 'next-heartbeat') {
          throw new AppError('unsupported', 'mode: there is no heartbeat to wait for; use "now".', {
            details: { path: 'mode' },
          });
        }
        const run = await startRun(context, caller, {
          ...place,
          message: text,
          attachments: [],
          idempotencyKey: idempotencyKey ?? context.ids.next('run'),
        });
        return { ok: true, runId: run.runId };
      },
    }),
  ];
}
