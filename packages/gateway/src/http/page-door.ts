import { Hono } from 'hono';

import type { AddressedApp, AppDeps, AppOptions } from './app.ts';
import { authCheck } from './auth.ts';
import { createPage } from './page.ts';
import { toProblemResponse } from './problem.ts';
import { servePage } from './serve-page.ts';

/** The control page and nothing else, for a port of its own. */
export function createPageDoor(
  { attempts, log }: Pick<AppDeps, 'attempts' | 'log'>,
  { auth, pageFolder }: Pick<AppOptions, 'auth' | 'pageFolder'>,
): AddressedApp {
  const page = createPage(pageFolder);
  const check = authCheck(auth, attempts, page.isPagePath);
  const app: AddressedApp = new Hono();
  app.use(async (context, next) => {
    check({ request: context.req.raw, address: context.env.address });
    await next();
    context.header('x-content-type-options', 'nosniff');
  });
  app.notFound((context) => servePage(page, context.req.raw));
  app.onError((error, context) => toProblemResponse(error, context.req.path, log));
  return app;
}
