import { hasCode } from './errors.ts';

/**
 * Whether something was refused for good because its person was erased after it was said: `conflict` with
 * the reason `erased` in its details. Whoever still holds it lets it go, and keeps no copy.
 */
export function isErased(error: unknown): boolean {
  return hasCode(error, 'conflict') && error.details?.['reason'] === 'erased';
}
