import { AppError } from '@homarus/base';

import { refuseErased } from '../maintenance/refuse-erased.ts';
import { isSelfCategory } from '../category.ts';
import type { MemoryCategory } from '../category.ts';
import type { Extractor, LearnCandidate, ToldMessage } from '../extract/candidate.ts';
import { toFirstPerson } from '../extract/first-person.ts';
import { relationOfAttribute } from '../extract/relations.ts';
import { retryConflicts } from '../retry-conflicts.ts';
import { personKeyOf } from '../scope-key.ts';
import type { Scope } from '../scope.ts';
import type { RememberRequest, RememberResult } from '../service.ts';
import { tokenize } from '../text/tokenize.ts';
import type { LearnerDeps } from './learner.ts';
import { learn } from './reconcile.ts';
import { createToolDraft } from './tool-draft.ts';

/** A longer text is no statement. */
export const maxStatementCharacters = 8_000;
const defaultImportance = 0.7;

export interface RememberDeps extends LearnerDeps {
  /** Finds what a statement is about; must not wait for a model. */
  readonly extract: Extractor;
}

/**
 * Stores a statement because somebody asked for it: its tombstone is lifted, what it contradicts is
 * superseded, a statement that is known already is answered with its memory (`updated`).
 * `invalid_request` when it is empty, longer than 8,000 characters, or holds a secret.
 */
export async function remember(
  deps: RememberDeps,
  scope: Scope,
  request: RememberRequest,
): Promise<RememberResult> {
  await refuseErased(deps.store, scope, { path: 'saidAt', at: request.saidAt });
  const now = deps.clock.now();
  const saidAt = Math.min(request.saidAt ?? now, now);
  const candidate = await toCandidate(deps, scope, checkRequest(deps, request), saidAt);
  return deps.people.run(personKeyOf(scope), () =>
    retryConflicts(deps.clock, () => rememberOnce(deps, scope, { candidate, saidAt })),
  );
}

interface Said {
  readonly candidate: LearnCandidate;
  readonly saidAt: number;
}

async function rememberOnce(
  deps: RememberDeps,
  scope: Scope,
  { candidate, saidAt }: Said,
): Promise<RememberResult> {
  const draft = createToolDraft(deps, scope, 'remember');
  const { outcome, memoryId } = await learn(deps, draft, candidate, saidAt);
  if (memoryId === undefined) throw new Error('A statement was remembered as nothing.');
  await deps.store.commit(scope, draft.toChange());
  const isNew = draft.added().some(({ id }) => id === memoryId);
  return { action: isNew || outcome === 'added' ? 'created' : 'updated', id: memoryId };
}

export interface CheckedRequest {
  readonly text: string;
  readonly importance: number;
  readonly category: MemoryCategory;
}

/** The request with its defaults; `invalid_request` for what {@link remember} refuses. */
export function checkRequest(
  deps: RememberDeps,
  request: RememberRequest,
  textPath = 'text',
): CheckedRequest {
  const text = request.text.trim();
  const { importance = defaultImportance, category = 'user_memory_fact' } = request;
  if (text === '') throw invalid(textPath, 'There is nothing to remember: the text is empty.');
  if (Array.from(text).length > maxStatementCharacters) {
    throw invalid(
      textPath,
      `The text is longer than ${maxStatementCharacters} characters; shorten it.`,
    );
  }
  if (!(importance >= 0 && importance <= 1)) {
    throw invalid('importance', 'The importance is a number from 0 to 1.');
  }
  if (deps.hasSecret(text)) {
    throw invalid(
      textPath,
      'The text holds a password, key or card number; memory never stores those. Leave it out.',
    );
  }
  return { text, importance, category };
}

function invalid(path: string, message: string): AppError {
  return new AppError('invalid_request', message, { details: { path } });
}

/**
 * The statement with what the extractor reads in it: attribute, value, entities. `saidAt`: what its
 * relative dates are meant from, Unix milliseconds; now when absent.
 */
export async function toCandidate(
  deps: RememberDeps,
  scope: Scope,
  { text, importance, category }: CheckedRequest,
  saidAt = deps.clock.now(),
): Promise<LearnCandidate> {
  const isSelf = isSelfCategory(category);
  const plain: LearnCandidate = {
    action: 'learn',
    category,
    content: text,
    subject: isSelf ? 'agent' : 'user',
    importance,
    confidence: 1,
    provenance: isSelf ? 'agent' : 'manual',
    isExplicit: true,
    quote: '',
    messageIds: [],
  };
  if (isSelf) return plain;
  const messages = [asMessage(scope, toFirstPerson(text), saidAt)];
  const found = await deps.extract({ messages, before: [] }, {});
  const [only, ...others] = found.filter((candidate) => candidate.action === 'learn');
  if (only === undefined || others.length > 0 || saysMore(text, only)) return plain;
  return { ...only, ...plain, subject: only.subject };
}

/** Whether all that was read of a statement is a name that it mentions: "My sister Anna plays the violin". */
function saysMore(text: string, { attribute, content }: LearnCandidate): boolean {
  if (attribute === undefined || relationOfAttribute(attribute)?.attribute !== attribute)
    return false;
  const told = new Set([...tokenize(content), ...tokenize('called named')]);
  const said = tokenize(text.replace(/^(?:my |our |我们?的?)/iu, ''));
  return said.some((token) => !told.has(token));
}

/** The statement as if its person had said it, for an extractor to read. */
function asMessage({ sessionId = '' }: Scope, text: string, createdAt: number): ToldMessage {
  return {
    id: '',
    sessionId,
    role: 'user',
    name: undefined,
    text,
    createdAt,
    isHeartbeat: false,
    isEcho: false,
  };
}
