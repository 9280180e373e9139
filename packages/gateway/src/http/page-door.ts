import type { Logger } from '@homarus/base';
import { Hono } from 'hono';

import type { AppOptions } from './app.ts';
import { authCheck } from './auth.ts';
import { createPage } from './page.ts';
import { toProblemResponse } from './problem.ts';
import { servePage } from './serve-page.ts';

/** The control page and nothing else, for a port of its own. */
export function createPageDoor(
  { auth, pageFolder }: Pick<AppOptions, 'auth'> & Partial<Pick<AppOptions, 'pageFolder'>>,
  log: Logger,
): Hono {
  const page = createPage(pageFolder);
  const check = authCheck(auth, page.isPagePath);
  const app = new Hono();
  app.use(async (context, next) => {
    check(context.req.raw);
    await next();
    context.header('x-content-type-options', 'nosniff');
  });
  app.notFound((context) => servePage(page, context.req.raw));
  app.onError((error, context) => toProblemResponse(error, context.req.path, log));
  return app;
}
