import { AppError, type Clock, type Ids, type Logger } from '@homarus/base';
import type { Memory } from '@homarus/memory';
import { checkLoopbackCaller, type PublicHealthAnswer } from '@homarus/protocol';
import { type Context, Hono } from 'hono';

import type { AdminDatabase } from './admin/admin-store.ts';
import { toHealthAnswer } from './answers.ts';
import { type AuthOptions, createAuthenticate, credentialsOf } from './auth.ts';
import { routes } from './endpoints/index.ts';
import type { Route } from './endpoints/route.ts';
import { documentedRoutes } from './openapi/documented-routes.ts';
import { createDocsAnswers } from './openapi/serve-docs.ts';
import { requestIdOf, toErrorResponse, toJsonResponse } from './respond.ts';
import { createServeRoute } from './serve-route.ts';

export interface MemoryServerDeps {
  readonly memory: Memory;
  /** Accounts, keys and the audit log. */
  readonly admin: AdminDatabase;
  readonly log: Logger;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Of the program, for health. */
  readonly version: string;
}

export interface MemoryServerOptions {
  /** The account that callers belong to when no keys are asked for. */
  readonly accountId: string;
  /** For calls that name none. */
  readonly userId: string;
  readonly agentId: string;
  readonly auth: AuthOptions;
  /** Of a request's body. Default 16 MiB. */
  readonly maxBodyBytes?: number;
}

export interface MemoryServer {
  /** Answers one request; never rejects. */
  fetch(request: Request): Promise<Response>;
}

interface RequestBindings {
  readonly Bindings: { readonly requestId: string };
}

/** Serves a memory over HTTP. Opens no socket: hand its `fetch` to whatever listens. */
export function createMemoryServer(
  deps: MemoryServerDeps,
  options: MemoryServerOptions,
): MemoryServer {
  const { memory, log, clock } = deps;
  const authenticate = createAuthenticate(options.auth, options.accountId, deps);
  const serve = createServeRoute(deps, { ...options, authenticate });
  const app = new Hono<RequestBindings>();

  const health = async (context: Context): Promise<Response> => {
    const { headers } = context.req.raw;
    const isKnown = options.auth.mode === 'none' || credentialsOf(headers) !== undefined;
    if (isKnown) await authenticate(headers);
    const answer = toHealthAnswer(await memory.health(), deps.version);
    return toJsonResponse(isKnown ? answer : toPublicHealth(answer));
  };

  app.get('/api/v1/health', health).all(refuseOthers(log, 'GET, HEAD'));
  for (const route of routes) {
    app.on(route.method, `/api/v1${route.path}`, (context) =>
      serve(route, {
        request: context.req.raw,
        query: context.req.query(),
        params: context.req.param(),
        requestId: context.env.requestId,
      }),
    );
  }
  for (const [path, allow] of methodsByPath(routes)) {
    app.all(`/api/v1${path}`, refuseOthers(log, allow));
  }
  const docs = createDocsAnswers(documentedRoutes, deps.version);
  app.get('/openapi.json', ({ req }) => docs.openApi(req.raw));
  app.get('/docs', ({ req }) => docs.page(req.raw));
  app.notFound(({ req, env }) => {
    const error = new AppError('not_found', `There is nothing at ${req.path}.`);
    return toErrorResponse(error, { log, requestId: env.requestId });
  });
  app.onError((error, { env }) => toErrorResponse(error, { log, requestId: env.requestId }));

  const answer = async (request: Request, requestId: string): Promise<Response> => {
    try {
      // Also for paths that do not exist: a foreign page is to learn nothing.
      if (options.auth.mode === 'none') checkLoopbackCaller(request.headers);
      return await app.fetch(request, { requestId });
    } catch (thrown) {
      // Hono hands only errors to `onError`, not other values that were thrown.
      return toErrorResponse(thrown, { log, requestId });
    }
  };
  return {
    fetch: async (request) => {
      const started = clock.now();
      const requestId = requestIdOf(request.headers) ?? deps.ids.next('request');
      const response = await answer(request, requestId);
      response.headers.set('x-request-id', requestId);
      const { method, url } = request;
      const path = new URL(url).pathname;
      const tookMs = clock.now() - started;
      log.debug('Request answered', { method, path, status: response.status, tookMs, requestId });
      return response;
    },
  };
}

function refuseOthers(log: Logger, allow: string) {
  return ({ req, env }: Context<RequestBindings>): Response =>
    toErrorResponse(
      new AppError('invalid_request', `${req.path} takes ${allow}, not ${req.method}.`),
      { log, requestId: env.requestId },
      { status: 405, headers: { allow } },
    );
}

/** What each path takes, as a header says it. */
function methodsByPath(all: readonly Route[]): ReadonlyMap<string, string> {
  const methods = new Map<string, string>();
  for (const { path, method } of all) {
    const known = methods.get(path);
    methods.set(path, known === undefined ? method : `${known}, ${method}`);
  }
  return methods;
}

function toPublicHealth({ status, agfs, version }: PublicHealthAnswer): PublicHealthAnswer {
  return { status, agfs, version };
}
