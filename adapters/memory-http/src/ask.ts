import { AppError, isAppError } from '@homarus/base';

/**
 * Awaits an answer of the memory API. Rejects with `unavailable` for what is no answer of it: a proxy or
 * another program may be at the address, and answer 200 with anything.
 */
export async function ask<Answer extends object>(call: Promise<Answer>): Promise<Answer> {
  let answer: Answer;
  try {
    answer = await call;
  } catch (error) {
    if (isAppError(error)) throw error;
    throw noMemory(error);
  }
  if (isAnswer(answer)) return answer;
  throw noMemory();
}

/** {@link ask}, with undefined for what is not there. */
export async function askFor<Answer extends object>(
  call: Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await ask(call);
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') return undefined;
    throw error;
  }
}

/** All answers say `ok`, but that of health. */
function isAnswer(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return 'ok' in value ? value.ok === true : 'status' in value;
}

function noMemory(cause?: unknown): AppError {
  return new AppError(
    'unavailable',
    'What answers there is no memory service; look at memory.url (OGMEM_URL).',
    { cause },
  );
}
