import { AppError } from '@homarus/base';

import type { Page } from './page.ts';

/** A file of the page, 405 for what only reads, or `not_found`. */
export async function servePage(
  page: Page,
  { url, method, headers }: Pick<Request, 'url' | 'method' | 'headers'>,
): Promise<Response> {
  const path = new URL(url).pathname;
  const file = await page.serve(path, headers.get('accept-encoding') ?? '');
  if (file === undefined) {
    throw new AppError('not_found', `There is nothing at ${method} ${path}.`);
  }
  const isRead = method === 'GET' || method === 'HEAD';
  return isRead ? file : methodNotAllowed({ path, method, allow: 'GET, HEAD' });
}

export function methodNotAllowed(call: {
  readonly path: string;
  readonly method: string;
  readonly allow: string;
}): Response {
  const { path, method, allow } = call;
  const error = {
    message: `${path} does not answer ${method}; use ${allow}.`,
    type: 'invalid_request_error',
    param: null,
    code: 'method_not_allowed',
  };
  return Response.json({ error }, { status: 405, headers: { allow } });
}
