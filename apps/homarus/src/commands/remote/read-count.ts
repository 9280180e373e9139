import { AppError } from '@homarus/base';

/** A whole number from 1 on; throws `invalid_request` for anything else. */
export function readCount(text: string | undefined, fallback: number): number {
  const count = Number(text ?? fallback);
  if (Number.isInteger(count) && count > 0) return count;
  throw new AppError('invalid_request', `${text}: expected a whole number from 1 on.`);
}
