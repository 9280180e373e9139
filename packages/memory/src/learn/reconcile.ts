import type { Ids } from '@homarus/base';

import type { LearnCandidate, RetractCandidate } from '../extract/candidate.ts';
import type { MemoryRecord } from '../record.ts';
import { decide, isSameValue } from './decide.ts';
import type { Decision, Neighbour, Neighbours } from './decide.ts';
import type { DraftQuery, MemoryDraft } from './draft.ts';
import { allFingerprints, normalizeValue } from './fingerprint.ts';
import { oppositeOf } from './opposites.ts';
import { ownerSpaceOf, toEnded, toRecord, toUpdated } from './records.ts';
import { toStatement } from './statement.ts';
import type { Statement } from './statement.ts';

export interface ReconcileDeps {
  readonly ids: Ids;
  /** Whether a subject has one value of the attribute at a time: one employer, one city. */
  readonly isSingleValued: (attribute: string) => boolean;
  /** Whether a text holds a key, a password or a card number, which memory never keeps. */
  readonly hasSecret: (text: string) => boolean;
}

/** What became of a candidate, and the memory it became or fell together with. */
export interface Reconciled {
  readonly outcome: 'added' | 'updated' | 'superseded' | 'skipped';
  readonly memoryId?: string;
}

/** Brings a candidate into the draft. `saidAt`: when its words were said, Unix milliseconds. */
export async function learn(
  deps: ReconcileDeps,
  draft: MemoryDraft,
  candidate: LearnCandidate,
  saidAt: number,
): Promise<Reconciled> {
  const statement = withoutSecrets(deps, toStatement(candidate, saidAt));
  if (statement === undefined || statement.content === '') return { outcome: 'skipped' };
  if (await isBuried(draft, statement)) return { outcome: 'skipped' };
  const isSingleValued =
    statement.attribute !== undefined && deps.isSingleValued(statement.attribute);
  const neighbours = await findNeighbours(draft, { statement, isSingleValued });
  return carryOut(deps, draft, statement, decide(statement, neighbours, isSingleValued));
}

/** A quote may be dropped; a statement that says a secret is dropped as a whole. */
function withoutSecrets(deps: ReconcileDeps, statement: Statement): Statement | undefined {
  if (deps.hasSecret(`${statement.content}\n${statement.value ?? ''}`)) return undefined;
  return deps.hasSecret(statement.quote) ? { ...statement, quote: '' } : statement;
}

/** What was forgotten is not learned again, unless its own person says it anew on purpose. */
async function isBuried(draft: MemoryDraft, statement: Statement): Promise<boolean> {
  const fingerprints = allFingerprints({
    subject: statement.subject,
    attribute: statement.attribute,
    value: statement.value,
    fingerprint: statement.fingerprint,
  });
  const buried = await draft.findBuried(fingerprints);
  if (buried.length === 0) return false;
  if (!statement.isExplicit || statement.provenance === 'untrusted') return true;
  draft.lift(buried);
  return false;
}

interface Question {
  readonly statement: Statement;
  readonly isSingleValued: boolean;
}

async function findNeighbours(
  draft: MemoryDraft,
  { statement, isSingleValued }: Question,
): Promise<Neighbours> {
  const { subject, attribute, contentHash, fingerprint, category } = statement;
  const ownerSpace = ownerSpaceOf(draft.scope, category);
  const find = async (query: DraftQuery): Promise<readonly MemoryRecord[]> =>
    (await draft.find(query)).filter((record) => record.ownerSpace === ownerSpace);
  const findDated = async (wanted: string | undefined): Promise<readonly Neighbour[]> => {
    const found = wanted === undefined ? [] : await find({ subject, attribute: wanted });
    // A person likes many things; only those that the statement is about are worth dating.
    const meant = found.filter((record) => isSingleValued || isSameValue(statement, record));
    return meant.map((record) => ({ record, saidAt: record.source.saidAt }));
  };
  const opposite = attribute === undefined ? undefined : oppositeOf(attribute);
  const [hash, print, past, sameAttribute, contrary] = await Promise.all([
    find({ contentHash }),
    find({ fingerprint }),
    find({ contentHash, states: ['superseded'] }),
    findDated(attribute),
    findDated(opposite),
  ]);
  return { sameWords: [...hash, ...print], past, sameAttribute, opposite: contrary };
}

function carryOut(
  deps: ReconcileDeps,
  draft: MemoryDraft,
  statement: Statement,
  decision: Decision,
): Reconciled {
  const id = settle(deps, draft, statement, decision);
  for (const record of decision.supersedes) {
    const validTo = statement.validFrom ?? statement.saidAt;
    draft.change(record, toEnded(record, { now: draft.now, validTo, by: id }));
  }
  return { outcome: outcomeOf(decision), memoryId: id };
}

/** The id of the memory that now says what the statement says. */
function settle(
  deps: ReconcileDeps,
  draft: MemoryDraft,
  statement: Statement,
  decision: Decision,
): string {
  const { existing, supersededBy } = decision;
  const place = { scope: draft.scope, now: draft.now };
  if (existing !== undefined) {
    if (decision.action === 'update') {
      draft.change(existing, toUpdated(existing, statement, place));
    }
    return existing.id;
  }
  const record = toRecord(statement, { ...place, id: deps.ids.next('memory') });
  draft.add(supersededBy === undefined ? record : toPast(record, supersededBy, draft.now));
  return record.id;
}

function toPast(record: MemoryRecord, { record: newer, saidAt }: Neighbour, now: number) {
  const ended = toEnded(record, { now, validTo: newer.validFrom ?? saidAt, by: newer.id });
  return { ...ended, revision: record.revision };
}

function outcomeOf({ action, supersedes }: Decision): Reconciled['outcome'] {
  if (supersedes.length > 0) return 'superseded';
  if (action === 'skip') return 'skipped';
  return action === 'add' ? 'added' : 'updated';
}

/**
 * Ends what its person says is no longer so. What was said later than the retraction stays. Resolves
 * to how many memories it ended.
 */
export async function retract(
  draft: MemoryDraft,
  { subject, attribute, value }: RetractCandidate,
  saidAt: number,
): Promise<number> {
  const ownerSpace = ownerSpaceOf(draft.scope, 'user_memory_fact');
  const wanted = value === undefined ? '' : normalizeValue(value);
  let ended = 0;
  for (const record of await draft.find({ subject, attribute })) {
    const isMeant = record.ownerSpace === ownerSpace && isAbout(record, wanted);
    if (!isMeant || record.source.saidAt > saidAt) continue;
    draft.change(record, toEnded(record, { now: draft.now, validTo: saidAt }));
    ended += 1;
  }
  return ended;
}

/** "Acme Corp" means the memory of "Acme", and the other way round; no value means them all. */
function isAbout({ value = '' }: MemoryRecord, wanted: string): boolean {
  const known = normalizeValue(value);
  return known.includes(wanted) || (known !== '' && wanted.includes(known));
}
