import { AppError, type Clock, type Ids, type Logger, nearestWord } from '@homarus/base';
import type { Memory } from '@homarus/memory';
import { prometheusMetrics } from '@homarus/metrics';
import type { ServerMetrics, TokenStats } from '@homarus/metrics';
import { checkLoopbackCaller, type PublicHealthAnswer } from '@homarus/protocol';
import { type Context, Hono } from 'hono';

import type { AdminDatabase } from './admin/admin-store.ts';
import { toHealthAnswer } from './answers.ts';
import { type Authenticate, type AuthOptions, createAuthenticate, credentialsOf } from './auth.ts';
import { routes } from './endpoints/index.ts';
import type { Route } from './endpoints/route.ts';
import { createMetricsAnswer } from './metrics/serve-metrics.ts';
import { timedMemory } from './metrics/timed-memory.ts';
import { documentedRoutes } from './openapi/documented-routes.ts';
import { createDocsAnswers } from './openapi/serve-docs.ts';
import { defaultRateLimit, limitedAuthenticate, type RateLimit } from './rate-limit.ts';
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
  /** Default: Prometheus. */
  readonly metrics?: ServerMetrics;
  /** Absent: models are not counted. */
  readonly tokenStats?: TokenStats;
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
  /** Of each key. Default {@link defaultRateLimit}. */
  readonly rateLimit?: RateLimit;
}

export interface MemoryServer {
  /** Answers one request; never rejects. `address` is where the connection comes from. */
  fetch(request: Request, address?: string): Promise<Response>;
  /** As every path asks; for what answers on the same port. */
  readonly authenticate: Authenticate;
}

interface RequestBindings {
  readonly Bindings: {
    readonly requestId: string;
    readonly address: string | undefined;
    /** Notes which route answers, for the metrics. */
    readonly matched: (route: string) => void;
  };
}

/** Serves a memory over HTTP. Opens no socket: hand its `fetch` to whatever listens. */
export function createMemoryServer(
  given: MemoryServerDeps,
  options: MemoryServerOptions,
): MemoryServer {
  const { log, clock, metrics = prometheusMetrics({ server: 'memory' }) } = given;
  const memory = timedMemory(given.memory, metrics, clock);
  const { auth, accountId, rateLimit = defaultRateLimit } = options;
  const unlimited = createAuthenticate(auth, accountId, given);
  const authenticate = limitedAuthenticate(unlimited, rateLimit, clock);
  const app = createApp({ ...given, memory, metrics, authenticate }, options);

  const answer = async (
    request: Request,
    bindings: RequestBindings['Bindings'],
  ): Promise<Response> => {
    try {
      // Also for paths that do not exist: a foreign page is to learn nothing.
      if (options.auth.mode === 'none') checkLoopbackCaller(request.headers);
      return await app.fetch(request, bindings);
    } catch (thrown) {
      // Hono hands only errors to `onError`, not other values that were thrown.
      return toErrorResponse(thrown, { log, requestId: bindings.requestId });
    }
  };
  return {
    authenticate,
    fetch: async (request, address) => {
      const started = clock.now();
      const requestId = requestIdOf(request.headers) ?? given.ids.next('request');
      let route = 'other';
      const matched = (name: string): void => {
        route = name;
      };
      const response = await answer(request, { requestId, address, matched });
      response.headers.set('x-request-id', requestId);
      const { method, url } = request;
      const { status } = response;
      const tookMs = clock.now() - started;
      metrics.observeRequest({ method, route, status, durationMs: tookMs });
      log.debug('Request answered', {
        method,
        path: new URL(url).pathname,
        status,
        tookMs,
        requestId,
      });
      return response;
    },
  };
}

type AppDeps = MemoryServerDeps & {
  readonly metrics: ServerMetrics;
  readonly authenticate: Authenticate;
};

function createApp(deps: AppDeps, options: MemoryServerOptions): Hono<RequestBindings> {
  const { memory, log, version, authenticate } = deps;
  const { auth } = options;
  const serve = createServeRoute(deps, { ...options, authenticate });
  const docs = createDocsAnswers(documentedRoutes, version);
  const metricsAnswer = createMetricsAnswer(deps, authenticate);
  const app = new Hono<RequestBindings>();

  const health = async ({ headers }: Request, address?: string): Promise<Response> => {
    const isKnown = auth.mode === 'none' || credentialsOf(headers) !== undefined;
    if (isKnown) await authenticate(headers, address);
    const answer = toHealthAnswer(await memory.health(), version);
    return toJsonResponse(isKnown ? answer : toPublicHealth(answer));
  };
  const serveHere = (route: Route, { req, env }: Context<RequestBindings>): Promise<Response> => {
    env.matched(`/api/v1${route.path}`);
    const { requestId, address } = env;
    const known = { request: req.raw, query: req.query(), params: req.param() };
    return serve(route, { ...known, requestId, address });
  };
  const fixed: Readonly<Record<string, MemoryServer['fetch']>> = {
    '/api/v1/health': health,
    '/openapi.json': (request) => docs.openApi(request),
    '/docs': (request) => docs.page(request),
    '/metrics': metricsAnswer,
  };

  for (const [path, answer] of Object.entries(fixed)) {
    app.get(path, ({ req, env }) => {
      env.matched(path);
      return answer(req.raw, env.address);
    });
    app.all(path, refuseOthers(log, 'GET, HEAD'));
  }
  for (const route of routes) {
    app.on(route.method, `/api/v1${route.path}`, (context) => serveHere(route, context));
  }
  app.post('/api/v1/call/:method', (context) => {
    return serveHere(requireNamed(context.req.param('method')), context);
  });
  const allowed = new Map([...methodsByPath(routes), ['/call/:method', 'POST']]);
  for (const [path, allow] of allowed) app.all(`/api/v1${path}`, refuseOthers(log, allow));
  app.notFound(({ req, env }) => {
    const error = new AppError('not_found', `There is nothing at ${req.path}.`);
    return toErrorResponse(error, { log, requestId: env.requestId });
  });
  app.onError((error, { env }) => toErrorResponse(error, { log, requestId: env.requestId }));
  return app;
}

/** The route that is called with POST under a name alone; throws `not_found`. */
function requireNamed(name: string): Route {
  const route = routes.find(({ method, path }) => method === 'POST' && path === `/${name}`);
  if (route !== undefined) return route;
  const nearest = nearestWord(
    name,
    routes.filter(({ method }) => method === 'POST').map(({ path }) => path.slice(1)),
  );
  const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
  throw new AppError('not_found', `There is no method ${JSON.stringify(name)}.${hint}`);
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
