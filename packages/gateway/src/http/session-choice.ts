import { AppError } from '@homarus/base';
import type { Ids } from '@homarus/base';
import { parseSessionKey, personOfKey } from '@homarus/sessions';
import type { RunRecord, SessionRecord } from '@homarus/sessions';

import type { Agents } from '../agents.ts';
import { runIdOfResponse } from '../openai/outcome.ts';

export const sessionKeyHeader = 'x-openclaw-session-key';
export const agentIdHeader = 'x-openclaw-agent-id';
export const answerKeyHeader = 'x-homarus-session-key';

/** What a request says about who speaks and where. */
export interface SessionWish {
  readonly headers: Headers;
  readonly model?: string | undefined;
  readonly user?: string | undefined;
  readonly previousResponseId?: string | undefined;
}

/** Where a turn takes place, and for whom. */
export interface SessionChoice {
  readonly sessionKey: string;
  readonly agentId: string;
  readonly userId: string;
  /** The conversation that is continued although its key has been given another one since. */
  readonly continuedSessionId?: string;
}

export interface SessionChooser {
  choose(wish: SessionWish): Promise<SessionChoice>;
}

export interface SessionChooserDeps {
  readonly agents: Agents;
  readonly ids: Ids;
  readonly defaultUserId: string;
  readonly getSession: (key: string) => Promise<SessionRecord | undefined>;
  readonly getRun: (runId: string) => Promise<RunRecord | undefined>;
}

/**
 * Decides in which session a request speaks: that of the response it continues, the one it names by
 * header, the standing one of its `user`, or a new one of the default user.
 *
 * The person of a session is fixed. Throws `forbidden` when the body's `user` is another, `not_found`
 * for an unknown agent or previous response, `invalid_request` for a malformed key or a key of
 * another agent than the one that is asked for.
 */
export function createSessionChooser(deps: SessionChooserDeps): SessionChooser {
  const { agents, ids, defaultUserId } = deps;

  const wishedAgentOf = (wish: SessionWish): string | undefined => {
    const byHeader = wish.headers.get(agentIdHeader);
    const byModel = agents.ofModel(wish.model)?.id;
    return byHeader === null ? byModel : agents.require(byHeader, agentIdHeader).id;
  };

  const continued = async (responseId: string, wish: SessionWish): Promise<SessionChoice> => {
    const runId = runIdOfResponse(responseId);
    const run = runId === undefined ? undefined : await deps.getRun(runId);
    if (run === undefined) throw unknownResponse(responseId);
    checkUser(run.userId, wish.user);
    const { sessionKey, agentId, userId } = run;
    checkAgent(agentId, wishedAgentOf(wish));
    return { sessionKey, agentId, userId, continuedSessionId: run.sessionId };
  };

  const named = async (given: string, wish: SessionWish): Promise<SessionChoice> => {
    const wished = wishedAgentOf(wish);
    const sessionKey = toFullKey(given, wished ?? agents.byDefault.id);
    const { agentId } = parseSessionKey(sessionKey);
    agents.require(agentId, sessionKeyHeader);
    checkAgent(agentId, wished);
    const session = await deps.getSession(sessionKey);
    const owner = session?.userId ?? personOfKey(sessionKey);
    if (owner !== undefined) checkUser(owner, wish.user);
    return { sessionKey, agentId, userId: owner ?? wish.user ?? defaultUserId };
  };

  return {
    async choose(wish) {
      if (wish.previousResponseId !== undefined) return continued(wish.previousResponseId, wish);
      const given = wish.headers.get(sessionKeyHeader);
      if (given !== null) return named(fromHeaderText(given), wish);
      const agentId = wishedAgentOf(wish) ?? agents.byDefault.id;
      const userId = wish.user ?? defaultUserId;
      const rest = wish.user === undefined ? `once:${ids.next('request')}` : `dm:${wish.user}`;
      return { sessionKey: `agent:${agentId}:http:${rest}`, agentId, userId };
    },
  };
}

function toFullKey(given: string, agentId: string): string {
  if (given === '' || given.length > 512 || !given.isWellFormed() || /\p{Cc}/u.test(given)) {
    throw new AppError(
      'invalid_request',
      `${sessionKeyHeader}: expected 1 to 512 characters without control characters.`,
      { details: { path: sessionKeyHeader } },
    );
  }
  if (!given.startsWith('agent:')) return `agent:${agentId}:${given}`;
  if (/^agent:[^:]+:./u.test(given)) return given;
  throw new AppError(
    'invalid_request',
    `${sessionKeyHeader}: expected agent:<agentId>:<rest>, received ${given}.`,
    { details: { path: sessionKeyHeader, received: given } },
  );
}

function checkUser(owner: string, user: string | undefined): void {
  if (user === undefined || user === owner) return;
  throw new AppError(
    'forbidden',
    'user: this session belongs to another person; leave user out, or use a session of your own.',
    { details: { path: 'user' } },
  );
}

function checkAgent(agentId: string, wished: string | undefined): void {
  if (wished === undefined || wished === agentId) return;
  throw new AppError(
    'invalid_request',
    `model: the session belongs to the agent '${agentId}', not to '${wished}'.`,
    { details: { path: 'model', expected: agentId, received: wished } },
  );
}

function unknownResponse(responseId: string): AppError {
  return new AppError('not_found', `previous_response_id: there is no response '${responseId}'.`, {
    details: { path: 'previous_response_id' },
  });
}

/** A key as a header can carry it: what is not ASCII is percent-encoded UTF-8. */
export function toHeaderText(key: string): string {
  return encodeURI(key);
}

/**
 * The key that a header carries: percent-encoded as {@link toHeaderText} writes it, or as raw UTF-8,
 * which arrives with one character a byte.
 */
export function fromHeaderText(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  const utf8 = bytes.toString('utf8');
  const plain = /[\u0080-\u00ff]/u.test(text) && !utf8.includes('\ufffd') ? utf8 : text;
  try {
    return decodeURI(plain);
  } catch {
    return plain;
  }
}
