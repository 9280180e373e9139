import type { ApprovalDecisionName } from '@homarus/protocol';

import { columns, minuteOf } from '../columns.ts';
import type { RemoteAction, RemoteCall } from './remote-call.ts';

export const listApprovals: RemoteAction<object> = async ({ client, show }) => {
  const list = await client.call('exec.approval.list');
  const rows = list.map(({ id, request, expiresAtMs }) => [
    id,
    minuteOf(expiresAtMs),
    request.sessionKey,
    request.command,
  ]);
  show(list, columns(rows));
};

export const allowCommand: RemoteAction<{ readonly always?: true }> = (call) =>
  decide(call, call.flags.always === true ? 'allow-always' : 'allow-once');

export const denyCommand: RemoteAction<object> = (call) => decide(call, 'deny');

async function decide(
  { client, words, texts, show }: RemoteCall<object>,
  decision: ApprovalDecisionName,
): Promise<void> {
  const [id = ''] = words;
  show(await client.call('exec.approval.resolve', { id, decision }), [texts.done]);
}
