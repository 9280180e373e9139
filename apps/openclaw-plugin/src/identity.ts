import type { Settings } from './settings.ts';

/** Whose memory a session uses; what is absent is filled in by the server. */
export interface Identity {
  readonly accountId?: string;
  readonly userId?: string;
  readonly agentId: string;
}

/** What a host's session key says. */
export interface SessionKeyFacts {
  readonly agentId: string;
  /** The one person, or the group, that speaks in it; undefined: the agent's own person. */
  readonly peer: { readonly full: string; readonly short: string } | undefined;
}

/**
 * Reads a session key of OpenClaw:
 *
 * - `agent:<agent>:main`, background work (`:cron:`, `:subagent:`) and whatever is not known: the
 *   agent's own person;
 * - `agent:<agent>:[<channel>:[<account>:]](dm|direct|slash):<peer>`: the person `<channel>:<peer>`;
 * - `agent:<agent>:<channel>:(group|channel|room):<id>`: the group, whose memory is not the person's.
 */
export function readSessionKey(sessionKey: string): SessionKeyFacts {
  const parts = sessionKey.split(':');
  const isAgentKey = parts[0] === 'agent' && parts.length >= 3;
  const agentId = (isAgentKey ? parts[1] : undefined) ?? 'main';
  const rest = withoutThread(isAgentKey ? parts.slice(2) : parts);
  const at = rest.findIndex((part) => kinds.has(part));
  const peer = at === -1 ? '' : rest.slice(at + 1).join(':');
  if (peer === '' || at > 2) return { agentId, peer: undefined };
  const isGroup = groupKinds.has(rest[at] ?? '');
  const short = isGroup ? `${rest[at]}:${peer}` : peer;
  const channel = at === 0 ? '' : `${rest[0]}:`;
  return { agentId, peer: { full: `${channel}${short}`, short: peer } };
}

const groupKinds: ReadonlySet<string> = new Set(['group', 'channel', 'room']);
const kinds: ReadonlySet<string> = new Set([...groupKinds, 'dm', 'direct', 'slash']);

/** A thread belongs to who speaks in it. */
function withoutThread(parts: readonly string[]): readonly string[] {
  const at = parts.findIndex((part) => part === 'thread' || part === 'topic');
  return at <= 0 ? parts : parts.slice(0, at);
}

/** Whose memory a session uses, by its key. */
export function identityOf(settings: Settings, sessionKey = ''): Identity {
  const { accountId } = settings;
  const { agentId, peer } = readSessionKey(sessionKey);
  const userId = userOf(settings, sessionKey, peer);
  return {
    ...(accountId === undefined ? {} : { accountId }),
    ...(userId === undefined ? {} : { userId: toId(userId) }),
    agentId: toId(agentId),
  };
}

function userOf(
  { users, userId, userIdFromSession }: Settings,
  sessionKey: string,
  peer: SessionKeyFacts['peer'],
): string | undefined {
  const mapped = users.get(sessionKey);
  if (mapped !== undefined) return mapped;
  if (peer === undefined) return userId;
  const named = users.get(peer.full) ?? users.get(peer.short);
  return named ?? (userIdFromSession ? peer.full : userId);
}

/** An id as the memory takes it: at most 256 characters, none of them a control character. */
export function toId(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '_').slice(0, 256) || '_';
}
