import { AppError } from '@homarus/base';

/** What a session key says: `agent:<agentId>:<rest>`. */
export interface SessionKey {
  /** 1 to 64 letters, digits, `-` and `_`. */
  readonly agentId: string;
  /**
   * 1 to 512 characters of any language, no control characters: `main`, `telegram:dm:42`. Its inner
   * structure is the business of whoever names the session.
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
