import { isAppError, isErased } from '@homarus/base';

/**
 * What a failed delivery says of its entry. `later`: nothing, the receiver is not there, or nobody may
 * speak to it until an operator mends that. `broken`: the receiver failed, perhaps because of the entry.
 * `refused`: the receiver will never take it. `erased`: nor may it be kept, for its person was erased.
 */
export type DeliveryOutcome = 'later' | 'broken' | 'refused' | 'erased';

export function outcomeOf(error: unknown): DeliveryOutcome {
  if (!isAppError(error)) return 'later';
  if (isErased(error)) return 'erased';
  const { code, details } = error;
  if (code === 'payload_too_large') return 'refused';
  // Whatever else answers at the address would not name a field.
  if (code === 'invalid_request' && details?.['path'] !== undefined) return 'refused';
  return code === 'internal' ? 'broken' : 'later';
}
