import { hasCode } from '@homarus/base';

/** Whether the memory refused something for good because its person was erased since: who holds it lets go of it. */
export function isErasedRefusal(error: unknown): boolean {
  return hasCode(error, 'conflict') && error.details?.['reason'] === 'erased';
}
