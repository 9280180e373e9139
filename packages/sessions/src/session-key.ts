import { AppError } from '@homarus/base';

/** What a session key says: `agent:<agentId>:<rest>`. */
export interface SessionKey {
  /** 1 to 64 letters, digits, `-` and `_`. */
  readonly agentId: string;
  /**
   * 1 to 512 characters of any language, no control characters: `main`, `telegram:dm:42`. What
   * {@link sessionPlaceOf} reads in it is a convention; any other text is a name of its own.
   */
  readonly rest: string;
}

const agentIdPattern = /^[A-Za-z0-9][\w-]{0,63}$/u;
const maxRestLength = 512;

/** Reads a key. Throws `invalid_request` with what is wrong with it. */
export function parseSessionKey(key: string): SessionKey {
  const match = /^agent:([^:]*):(.*)$/su.exec(key);
  if (match === null) throw invalid('expected agent:<agentId>:<rest>');
  const [, agentId = '', rest = ''] = match;
  return checked({ agentId, rest });
}

/** Writes a key. Throws `invalid_request` when a part is not what {@link SessionKey} allows. */
export function toSessionKey(parts: SessionKey): string {
  const { agentId, rest } = checked(parts);
  return `agent:${agentId}:${rest}`;
}

/** The session that an agent is spoken to in when no other is named. */
export function mainSessionKey(agentId: string): string {
  return toSessionKey({ agentId, rest: 'main' });
}

/** The session of a conversation in a channel: `agent:main:telegram:dm:42`. */
export function channelSessionKey(
  agentId: string,
  place: { readonly channel: string; readonly chat: 'dm' | 'group'; readonly peer: string },
): string {
  return toSessionKey({ agentId, rest: `${place.channel}:${place.chat}:${place.peer}` });
}

/** The session of a scheduled job's runs: `agent:main:cron:job_...`. */
export function cronSessionKey(agentId: string, jobId: string): string {
  return toSessionKey({ agentId, rest: `cron:${jobId}` });
}

/**
 * The key that a client means: a key as it is, `main` and `global` for the agent's main session, and
 * anything else as a session of the agent. Throws `invalid_request` as {@link parseSessionKey} does.
 */
export function resolveSessionKey(text: string, agentId: string): string {
  if (text.startsWith('agent:')) return toSessionKey(parseSessionKey(text));
  return text === 'global' ? mainSessionKey(agentId) : toSessionKey({ agentId, rest: text });
}

export const sessionKinds = ['main', 'direct', 'group', 'cron', 'subagent'] as const;

export type SessionKind = (typeof sessionKinds)[number];

/** What the part behind the agent's id tells. */
export interface SessionPlace {
  readonly kind: SessionKind;
  /** `telegram`; undefined outside channels. */
  readonly channel: string | undefined;
  /** Who or which group is spoken to there. */
  readonly peer: string | undefined;
}

/** Reads the place of a session in a well-formed key; `direct` for a session with a name of its own. */
export function sessionPlaceOf(key: string): SessionPlace {
  const rest = key.split(':').slice(2).join(':');
  const nowhere = { channel: undefined, peer: undefined };
  if (rest === 'main') return { kind: 'main', ...nowhere };
  if (rest.startsWith('cron:')) return { kind: 'cron', ...nowhere };
  if (rest.startsWith('subagent:')) return { kind: 'subagent', ...nowhere };
  const match = /^([^:]+):(dm|group):(.+)$/su.exec(rest);
  if (match === null) return { kind: 'direct', ...nowhere };
  const [, channel, chat, peer] = match;
  return { kind: chat === 'group' ? 'group' : 'direct', channel, peer };
}

/** The person whose own session a key is, before anybody speaks in it: that of `user` over HTTP. */
export function personOfKey(key: string): string | undefined {
  const { channel, kind, peer } = sessionPlaceOf(key);
  return channel === 'http' && kind === 'direct' ? peer : undefined;
}

function checked(parts: SessionKey): SessionKey {
  const { agentId, rest } = parts;
  if (!agentIdPattern.test(agentId)) {
    throw invalid('expected an agent id of 1 to 64 letters, digits, "-" and "_"');
  }
  if (rest === '' || rest.length > maxRestLength) {
    throw invalid(`expected 1 to ${maxRestLength} characters after the agent id`);
  }
  if (!rest.isWellFormed() || /\p{Cc}/u.test(rest)) {
    throw invalid('expected no control characters and no broken characters');
  }
  return { agentId, rest };
}

function invalid(expectation: string): AppError {
  return new AppError('invalid_request', `sessionKey: ${expectation}.`, {
    details: { path: 'sessionKey', expected: expectation },
  });
}
