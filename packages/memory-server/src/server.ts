import { AppError, type Clock, type Ids, type Logger } from '@homarus/base';
import type { Memory } from '@homarus/memory';
import { acceptSnakeCase, type PublicHealthAnswer } from '@homarus/protocol';
import { type Context, Hono } from 'hono';

import { toHealthAnswer } from './answers.ts';
import { type AuthOptions, createAuthenticate, credentialsOf } from './auth.ts';
import { routes } from './endpoints/index.ts';
import type { Route } from './endpoints/route.ts';
import { readJsonObject } from './read-body.ts';
import { toErrorResponse, toJsonResponse } from './respond.ts';

export interface MemoryServerDeps {
  readonly memory: Memory;
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

const defaultMaxBodyBytes = 16 * 1024 * 1024;

/** Content is the caller's; only the fields around it may be in snake_case. */
const keptAsSent = ['content'];

/** Serves a memory over HTTP. Opens no socket: hand its `fetch` to whatever listens. */
export function createMemoryServer(
  deps: MemoryServerDeps,
  options: MemoryServerOptions,
): MemoryServer {
  const { memory, log, clock } = deps;
  const { maxBodyBytes = defaultMaxBodyBytes } = options;
  const authenticate = createAuthenticate(options.auth, options.accountId);
  const app = new Hono();

  app.use(async (context, next) => {
    const started = clock.now();
    // Also for paths that do not exist: a foreign page is to learn nothing.
    if (options.auth.mode === 'none') authenticate(context.req.raw.headers);
    await next();
    const { method, path } = context.req;
    const tookMs = clock.now() - started;
    log.debug('Request answered', { method, path, status: context.res.status, tookMs });
  });

  const health = async (context: Context): Promise<Response> => {
    const { headers } = context.req.raw;
    const isKnown = options.auth.mode === 'none' || credentialsOf(headers) !== undefined;
    if (isKnown) authenticate(headers);
    const answer = toHealthAnswer(await memory.health(), deps.version);
    return toJsonResponse(isKnown ? answer : toPublicHealth(answer));
  };

  const answer =
    ({ method, endpoint }: Route) =>
    async (context: Context): Promise<Response> => {
      const request = context.req.raw;
      const caller = authenticate(request.headers);
      const hasBody = method === 'POST' || method === 'PATCH';
      const sent = hasBody ? await readJsonObject(request, maxBodyBytes) : context.req.query();
      const body = acceptSnakeCase(sent, keptAsSent);
      const { signal } = request;
      const params = context.req.param() as Readonly<Record<string, string>>;
      const call = { memory, caller, defaults: options, body, params, signal };
      return toJsonResponse(await endpoint(call));
    };

  app.get('/api/v1/health', health).all(refuseOthers(deps, 'GET, HEAD'));
  for (const route of routes) app.on(route.method, `/api/v1${route.path}`, answer(route));
  for (const [path, allow] of methodsByPath(routes)) {
    app.all(`/api/v1${path}`, refuseOthers(deps, allow));
  }
  app.notFound(({ req }) =>
    toErrorResponse(new AppError('not_found', `There is nothing at ${req.path}.`), deps),
  );
  app.onError((error) => toErrorResponse(error, deps));
  return {
    fetch: async (request) => {
      try {
        return await app.fetch(request);
      } catch (thrown) {
        // Hono hands only errors to `onError`, not other values that were thrown.
        return toErrorResponse(thrown, deps);
      }
    },
  };
}

function refuseOthers(deps: MemoryServerDeps, allow: string) {
  return ({ req }: Context): Response =>
    toErrorResponse(
      new AppError('invalid_request', `${req.path} takes ${allow}, not ${req.method}.`),
      deps,
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
