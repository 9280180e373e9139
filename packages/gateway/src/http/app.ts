import type { Clock, Ids, Logger } from '@homarus/base';
import type { MemoryService } from '@homarus/memory';
import { toMetricsResponse } from '@homarus/metrics';
import type { ServerMetrics, TokenStats } from '@homarus/metrics';
import type { EmbeddingModel, LanguageModel } from '@homarus/models';
import type { ModelEntry, ModelList } from '@homarus/protocol';
import type { SessionStore } from '@homarus/sessions';
import { Hono } from 'hono';
import type { MiddlewareHandler } from 'hono';

import type { Agents } from '../agents.ts';
import type { AttemptLimit } from '../attempt-limit.ts';
import type { Turns } from '../turns/turns.ts';
import { authCheck } from './auth.ts';
import type { GatewayAuth } from './auth.ts';
import { createChatDoor } from './chat-door.ts';
import { findMissing, toHealth } from './health.ts';
import { createEmbeddingsDoor } from './embeddings-door.ts';
import { createHooksDoor, noHooks } from './hooks/hooks-door.ts';
import type { HooksDoorDeps } from './hooks/hooks-door.ts';
import type { HookSettings } from './hooks/hook-settings.ts';
import type { HealthDeps } from './health.ts';
import { createPage } from './page.ts';
import { createPanelDoor, panelApiPath } from './panel-door.ts';
import { toProblemResponse } from './problem.ts';
import { createResponsesDoor } from './responses-door.ts';
import { methodNotAllowed, servePage } from './serve-page.ts';
import { createSessionChooser } from './session-choice.ts';
import { createToolsDoor } from './tools-door.ts';
import type { RunTool } from '../methods/tools/invoke-tool.ts';

export interface AppDeps {
  readonly agents: Agents;
  readonly turns: Turns;
  readonly memory: MemoryService;
  readonly sessions: SessionStore;
  readonly model: LanguageModel;
  /** Wrong secrets of callers over HTTP. */
  readonly attempts: AttemptLimit;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly runTool: RunTool;
  readonly startHook: HooksDoorDeps['start'];
  /** Without it `POST /v1/embeddings` says so. */
  readonly embedding?: EmbeddingModel;
  /** Without them there is no `/metrics`. */
  readonly metrics?: ServerMetrics;
  readonly tokenStats?: TokenStats;
  /** Told in health. */
  readonly plugins?: HealthDeps['plugins'];
}

export interface AppOptions {
  readonly version: string;
  readonly auth: GatewayAuth;
  readonly accountId: string;
  readonly defaultUserId: string;
  readonly pageFolder: string | undefined;
  readonly maxBodyBytes: number;
  readonly keepAliveMs: number;
  /** Without them nothing is below `/hooks`. */
  readonly hooks?: HookSettings | undefined;
}

/** Which methods a path answers; `HEAD` goes with `GET`. */
const methods: readonly { readonly path: RegExp; readonly allow: string }[] = [
  { path: /^\/(?:health|healthz|ready|readyz)$/u, allow: 'GET, HEAD' },
  { path: /^\/v1\/models(?:\/.+)?$/u, allow: 'GET, HEAD' },
  { path: /^\/metrics$/u, allow: 'GET, HEAD' },
  { path: /^\/v1\/(?:chat\/completions|responses|embeddings)$/u, allow: 'POST' },
  { path: /^\/(?:tools\/invoke|hooks\/[^/]+)$/u, allow: 'POST' },
];

/** What looks at its token itself. */
const hasOwnCheck = /^\/(?:plugins\/memory\/api|hooks)\//u;

/** The app is handed the address that a request comes from. */
export type AddressedApp = Hono<{ Bindings: { readonly address: string } }>;

/** Everything that the gateway answers over HTTP. */
export function createApp(deps: AppDeps, options: AppOptions): AddressedApp {
  const { log, attempts } = deps;
  const app: AddressedApp = new Hono();
  const page = createPage(options.pageFolder);
  const check = authCheck(
    options.auth,
    attempts,
    (path) => page.isPagePath(path) || hasOwnCheck.test(path),
  );

  if (deps.metrics !== undefined) app.use(measured(deps.metrics, deps.clock));
  app.use(async (context, next) => {
    check({ request: context.req.raw, address: context.env.address });
    await next();
    context.header('x-content-type-options', 'nosniff');
  });
  addProbes(app, deps, options);
  addModels(app, deps);
  addDoors(app, deps, options);
  addOwnDoors(app, deps, options);
  app.notFound(async (context) => {
    const { path, method } = context.req;
    const allow = methods.find((entry) => entry.path.test(path))?.allow;
    if (allow !== undefined) return methodNotAllowed({ path, method, allow });
    return servePage(page, context.req.raw);
  });
  app.onError((error, context) => toProblemResponse(error, context.req.path, log));
  return app;
}

function addProbes(app: AddressedApp, deps: AppDeps, options: AppOptions): void {
  for (const path of ['/health', '/healthz']) {
    app.get(path, async (context) => context.json(await toHealth(deps, options.version)));
  }
  for (const path of ['/ready', '/readyz']) {
    app.get(path, async (context) => {
      const missing = await findMissing(deps, options.accountId);
      const isReady = missing.length === 0;
      return context.json({ ready: isReady, missing }, isReady ? 200 : 503);
    });
  }
}

function addModels(app: AddressedApp, { agents, clock }: AppDeps): void {
  const created = Math.floor(clock.now() / 1000);
  const toEntry = (id: string): ModelEntry => ({
    id,
    object: 'model',
    created,
    owned_by: 'homarus',
  });
  app.get('/v1/models', (context) => {
    const list: ModelList = { object: 'list', data: agents.modelIds.map(toEntry) };
    return context.json(list);
  });
  // A name may have a slash in it, as it is or percent-encoded.
  app.get('/v1/models/:id{.+}', (context) => {
    const id = context.req.param('id');
    agents.ofModel(id);
    return context.json(toEntry(id));
  });
}

function addDoors(app: AddressedApp, deps: AppDeps, options: AppOptions): void {
  const { accountId, defaultUserId } = options;
  const chooser = createSessionChooser({
    agents: deps.agents,
    ids: deps.ids,
    defaultUserId,
    getSession: (key) => deps.sessions.getByKey(accountId, key),
    getRun: (runId) => deps.sessions.getRun(accountId, runId),
  });
  const chat = createChatDoor({ ...deps, chooser }, options);
  const responses = createResponsesDoor({ ...deps, chooser }, options);
  const embeddings = createEmbeddingsDoor(deps.embedding, options);
  app.post('/v1/embeddings', (context) => embeddings(context.req.raw));
  app.post('/v1/chat/completions', (context) => chat(context.req.raw));
  app.post('/v1/responses', (context) => responses(context.req.raw));
}

/** What is neither OpenAI's nor the page. */
function addOwnDoors(app: AddressedApp, deps: AppDeps, options: AppOptions): void {
  const tools = createToolsDoor(deps, options);
  app.post('/tools/invoke', (context) => tools(context.req.raw));
  const { metrics } = deps;
  if (metrics !== undefined) app.get('/metrics', () => toMetricsResponse({ ...deps, metrics }));
  const panel = createPanelDoor(options.auth, deps.attempts);
  app.all(`${panelApiPath}*`, ({ req, env }) => panel({ request: req.raw, address: env.address }));
  const hooks =
    options.hooks === undefined
      ? noHooks
      : createHooksDoor({ ...deps, start: deps.startHook }, options.hooks);
  app.post('/hooks/:name', ({ req, env }) =>
    hooks({ request: req.raw, address: env.address }, req.param('name')),
  );
}

/** Measures every request, those that are refused too. */
function measured(metrics: ServerMetrics, clock: Clock): MiddlewareHandler {
  return async (context, next) => {
    const started = clock.now();
    await next();
    const { method, path } = context.req;
    const durationMs = clock.now() - started;
    const { status } = context.res;
    metrics.observeRequest({ method, route: routeOf(path), status, durationMs });
  };
}

/** The path without what is different from call to call. */
function routeOf(path: string): string {
  if (methods.every((entry) => !entry.path.test(path))) return 'other';
  return path.replace(/^(\/hooks|\/v1\/models)\/.+$/u, '$1/:name');
}
