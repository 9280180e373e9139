import { toAppError } from '@homarus/base';
import type { AppError, ErrorCode, Logger } from '@homarus/base';

/** What a model or its person can do about a failure. */
const advice: Partial<Readonly<Record<ErrorCode, string>>> = {
  unauthorized:
    'The key is missing or wrong: set HOMARUS_MEMORY_KEY of this MCP server (or the Authorization header of the client) to a key of the memory. "homarus memory keys create" makes one.',
  not_found: 'Take the id from memory_recall or memory_list.',
  conflict: 'Look at it with memory_history, then try again.',
  unavailable:
    'Start the service with "homarus up" or "homarus memory"; OGMEM_URL says where this MCP server looks for it. Go on without memory meanwhile.',
  timeout: 'Try again once; go on without memory if it fails again.',
};

/** A failure in words: what was wrong, and what to do. Of a bug, the words go to the log only. */
export function explain(error: unknown, log: Logger): string {
  const known = toAppError(error);
  if (known.code === 'internal') log.error('A call failed', { cause: known.cause ?? known });
  return [known.message, fieldOf(known), waitOf(known), advice[known.code]]
    .filter((part) => part !== undefined)
    .join(' ');
}

function fieldOf({ details, message }: AppError): string | undefined {
  const path = details?.['path'];
  if (typeof path !== 'string' || path === '' || message.includes(path)) return undefined;
  return `(Field: ${path}.)`;
}

function waitOf({ retryAfterMs }: AppError): string | undefined {
  if (retryAfterMs === undefined) return undefined;
  return `Try again in ${Math.max(1, Math.ceil(retryAfterMs / 1000))} seconds.`;
}
