import { createHash } from 'node:crypto';

import { AppError } from '@homarus/base';
import type { Clock, Ids } from '@homarus/base';
import { parseInput } from '@homarus/protocol';
import { toSessionKey } from '@homarus/sessions';
import * as v from 'valibot';

import type { Agents } from '../../agents.ts';
import type { RunWish, StartedRun } from '../../methods/chat/start-run.ts';
import { createAttemptLimit } from '../../attempt-limit.ts';
import { secretMatcher } from '../../secret.ts';
import { readJson } from '../read-json.ts';
import type { AuthRequest } from '../auth.ts';
import { bearerOf, isRightInTime } from '../token-auth.ts';
import { fillTemplate } from './fill-template.ts';
import type { HookMapping, HookSettings } from './hook-settings.ts';

export const hookTokenHeader = 'x-openclaw-token';

export interface HooksDoorDeps {
  readonly agents: Agents;
  /** Starts a turn of the default user; see `startRun`. */
  readonly start: (wish: RunWish) => Promise<StartedRun>;
  readonly clock: Clock;
  readonly ids: Ids;
}

const key = v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(256)));
const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(32_000));

const WakeBody = v.object({
  text,
  /** There is no heartbeat to wait for. */
  mode: v.optional(v.picklist(['now', 'next-heartbeat']), 'now'),
  agentId: key,
  idempotencyKey: key,
});

const AgentBody = v.object({
  message: text,
  /** Who sends it. */
  name: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100)), 'agent'),
  agentId: key,
  /** `hook:...` only; default: a new one. */
  sessionKey: key,
  timeoutSeconds: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(86_400)), 0),
  idempotencyKey: key,
});

/**
 * `POST /hooks/wake`, `/hooks/agent` and `/hooks/<name>`: other programs start turns, with a token of
 * their own. Answers 202 with the id of the run when its message is durable; a repeated key answers the
 * same run. What they send is data of others, and the agent is told so.
 */
export function createHooksDoor(deps: HooksDoorDeps, settings: HookSettings) {
  const { maxBodyBytes = 256 * 1024, mappings = [] } = settings;
  const requireToken = tokenGate(deps, settings);
  return async ({ request, address }: AuthRequest, name: string): Promise<Response> => {
    requireToken(request, address);
    const mapping = mappings.find((known) => known.name === name);
    const isOwn = name === 'wake' || name === 'agent';
    if (!isOwn && mapping === undefined) {
      throw new AppError('not_found', `There is no hook '${name}'; hooks.mappings names them.`);
    }
    const body = await readJson(request, maxBodyBytes);
    const wish =
      mapping === undefined ? ownWish(deps, name, body) : mappedWish(deps, mapping, body);
    const given = wish.idempotencyKey ?? keyOf(request.headers);
    const runId = given === undefined ? deps.ids.next('run') : runIdOf(name, given);
    const rest = wish.rest ?? `hook:${runId}`;
    const started = await deps.start({
      sessionKey: toSessionKey({ agentId: wish.agentId, rest }),
      message: wish.message,
      attachments: [],
      idempotencyKey: runId,
      timeoutMs: wish.timeoutMs,
    });
    const state = started.status === 'known' ? started.state : 'accepted';
    return Response.json({ ok: true, runId, status: state }, { status: 202 });
  };
}

/** Where hooks are not set up. */
export function noHooks(): never {
  throw new AppError(
    'not_found',
    'There are no hooks; hooks.token in the configuration allows them.',
  );
}

interface HookWish {
  readonly agentId: string;
  /** Of the session key; undefined for a new session. */
  readonly rest: string | undefined;
  readonly message: string;
  readonly timeoutMs?: number;
  readonly idempotencyKey?: string | undefined;
}

function ownWish({ agents }: HooksDoorDeps, name: string, given: unknown): HookWish {
  if (name === 'wake') {
    const { text: message, mode, idempotencyKey, ...place } = parseInput(WakeBody, given);
    if (mode === 'next-heartbeat') {
      throw new AppError('unsupported', 'mode: there is no heartbeat to wait for; use "now".', {
        details: { path: 'mode' },
      });
    }
    const agentId = agentOf(agents, place.agentId);
    return { agentId, rest: 'main', message: framed('wake', message), idempotencyKey };
  }
  const body = parseInput(AgentBody, given);
  return {
    agentId: agentOf(agents, body.agentId),
    rest: body.sessionKey === undefined ? undefined : requireHookKey(body.sessionKey),
    message: framed(body.name, body.message),
    timeoutMs: body.timeoutSeconds * 1000,
    idempotencyKey: body.idempotencyKey,
  };
}

function mappedWish({ agents }: HooksDoorDeps, mapping: HookMapping, body: unknown): HookWish {
  return {
    agentId: agentOf(agents, mapping.agentId),
    rest: mapping.sessionKey ?? `hook:${mapping.name}`,
    message: framed(mapping.name, fillTemplate(mapping.message, body)),
  };
}

function agentOf(agents: Agents, agentId: string | undefined): string {
  return agentId === undefined ? agents.byDefault.id : agents.require(agentId, 'agentId').id;
}

/** Whoever has the hooks' token is not to speak in the conversations of persons. */
function requireHookKey(sessionKey: string): string {
  if (/^hook:[\w:.-]+$/u.test(sessionKey)) return sessionKey;
  throw new AppError(
    'forbidden',
    `sessionKey: a hook has sessions of its own, hook:<name>; received ${JSON.stringify(sessionKey)}.`,
    { details: { path: 'sessionKey' } },
  );
}

function framed(name: string, message: string): string {
  return `[Hook ${name.replaceAll(/[\][\p{Cc}]/gu, ' ')}: sent by another program]\n\n${message}`;
}

function keyOf(headers: Headers): string | undefined {
  const given = headers.get('idempotency-key') ?? headers.get('x-idempotency-key') ?? undefined;
  return given === undefined || given.length > 256 ? undefined : given;
}

/** Of the hook's own, so that no key is the id of another run. */
function runIdOf(name: string, given: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([name, given]))
    .digest('hex');
  return `run_hook_${hash.slice(0, 32)}`;
}

/** Throws `unauthorized`, and `rate_limited` to an address that has shown too many wrong tokens. */
function tokenGate(
  { clock }: HooksDoorDeps,
  { token }: HookSettings,
): (request: Request, address: string) => void {
  const isRight = secretMatcher(token);
  const attempts = createAttemptLimit(clock, { maxFailures: 20 });
  return ({ headers, url }, address) => {
    if (new URL(url).searchParams.has('token')) {
      throw new AppError(
        'invalid_request',
        'token: send it as a header; addresses end up in logs.',
      );
    }
    const given = bearerOf(headers) ?? headers.get(hookTokenHeader) ?? '';
    if (isRightInTime(given, isRight, { attempts, address })) return;
    throw new AppError(
      'unauthorized',
      `The token of the hooks is needed: Authorization: Bearer <hooks.token>, or ${hookTokenHeader}.`,
    );
  };
}
