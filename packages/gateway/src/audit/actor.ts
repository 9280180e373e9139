import type { Caller, MethodCall } from '../rpc/method.ts';
import type { AuditNote, AuditTrail } from './audit-trail.ts';

/** Who a caller is in the audit log: the device when it is paired, else the program. */
export function actorOf({ deviceId, client }: Caller): string {
  return deviceId === undefined ? `client:${client.id}` : `device:${deviceId}`;
}

/** Writes down what the caller of a method did. */
export async function noteCall(
  audit: AuditTrail,
  { caller }: MethodCall,
  done: Pick<AuditNote, 'action' | 'target'>,
): Promise<void> {
  await audit.note({ ...done, actor: actorOf(caller), outcome: 'ok', requestId: caller.connId });
}
