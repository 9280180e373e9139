import { errorText, languageOf, throwIfAborted, withDeadline } from '@homarus/base';
import type { Ids, Language, Logger } from '@homarus/base';

import type { MemoryDraft } from '../learn/draft.ts';
import { allFingerprints } from '../learn/fingerprint.ts';
import { toRecord, toUpdated } from '../learn/records.ts';
import { toStatement } from '../learn/statement.ts';
import type { Statement } from '../learn/statement.ts';
import type { StoredMessage } from '../message.ts';
import type { MemoryStore } from '../ports/memory-store.ts';
import type { ChangedBehaviour } from '../ports/review-store.ts';
import { memoryStates, stateOf } from '../record.ts';
import type { MemoryRecord } from '../record.ts';
import type { Scope } from '../scope.ts';
import { findUsagePatterns } from './usage-patterns.ts';

/** A pattern of use, and how to say it without a model. */
export interface Behaviour {
  readonly attribute: 'behaviour.active_hours' | 'behaviour.requests';
  /** What has to stand in a sentence about it, each word for word. */
  readonly values: readonly string[];
  readonly language: Language;
}

/** Words a pattern as one sentence. May fail or be slow. */
export type BehaviourWriter = (
  behaviour: Behaviour,
  options: { readonly signal: AbortSignal },
) => Promise<string>;

export interface BehaviourDeps {
  readonly store: MemoryStore;
  readonly ids: Ids;
  readonly log: Logger;
  readonly hasSecret: (text: string) => boolean;
  readonly timeZone: string;
  /** Absent without a model: no behaviour is looked for. */
  readonly writeBehaviour?: BehaviourWriter;
}

export interface WordedBehaviour extends Behaviour {
  readonly content: string;
}

const windowMs = 30 * 86_400_000;
const maxMessages = 2_000;
const pageSize = 1_000;
const writeTimeoutMs = 15_000;
const maxSentence = 300;
const importance = 0.5;

/** The person's habits of the last 30 days, worded. Reads and asks the model; writes nothing. */
export async function findBehaviours(
  deps: BehaviourDeps,
  scope: Scope,
  { now, signal }: { readonly now: number; readonly signal?: AbortSignal | undefined },
): Promise<readonly WordedBehaviour[]> {
  const { writeBehaviour } = deps;
  if (writeBehaviour === undefined) return [];
  const messages = await readUsage(deps, scope, now - windowMs);
  const told = messages.filter(({ text }) => !deps.hasSecret(text));
  const { activeHours, requests } = findUsagePatterns(told, deps.timeZone);
  const language = languageOf(told.map(({ text }) => text).join('\n'));
  const found: readonly Behaviour[] = [
    ...(activeHours === undefined
      ? []
      : [
          {
            attribute: 'behaviour.active_hours' as const,
            values: activeHours.split(', '),
            language,
          },
        ]),
    ...(requests.length === 0
      ? []
      : [{ attribute: 'behaviour.requests' as const, values: requests, language }]),
  ];
  const worded: WordedBehaviour[] = [];
  for (const behaviour of found) {
    if (await isKnown(deps, scope, behaviour)) continue;
    worded.push({ ...behaviour, content: await word(deps, writeBehaviour, { behaviour, signal }) });
  }
  return worded;
}

/** The latest of what the person said to the agent. */
async function readUsage(
  { store }: BehaviourDeps,
  scope: Scope,
  from: number,
): Promise<readonly StoredMessage[]> {
  let keys: string[] = [];
  for (let afterSeq = 0; ;) {
    const entries = await store.listSearchEntries(scope, { afterSeq, limit: pageSize });
    const own = entries.filter(
      ({ category, agentId, createdAt }) =>
        category === 'full_context_user' && agentId === scope.agentId && createdAt >= from,
    );
    keys = [...keys, ...own.map(({ key }) => key)].slice(-maxMessages);
    afterSeq = entries.at(-1)?.seq ?? afterSeq;
    if (entries.length < pageSize) break;
  }
  const messages = await store.findMessages(scope, keys);
  return messages
    .filter(({ isEcho, isHeartbeat, text }) => !isEcho && !isHeartbeat && text !== '')
    .toSorted((a, b) => a.createdAt - b.createdAt || (a.key < b.key ? -1 : 1));
}

/** Whether nothing is to be said of it: it is remembered so, or a person decided over it. */
async function isKnown(
  { store }: BehaviourDeps,
  scope: Scope,
  behaviour: Behaviour,
): Promise<boolean> {
  const known = await findKnown(store, scope, behaviour);
  if (known === undefined) return false;
  if (stateOf(known) !== 'live' || known.value === valueOf(behaviour)) return true;
  const [last] = await store.listRevisions(scope, known.id);
  return last?.cause === 'person' || last?.cause === 'undo';
}

async function findKnown(
  store: MemoryStore,
  scope: Scope,
  { attribute }: Behaviour,
): Promise<MemoryRecord | undefined> {
  const query = { subject: 'user', attribute, states: memoryStates, limit: 1 };
  return (await store.findMemories(scope, query))[0];
}

function valueOf({ values }: Behaviour): string {
  return values.join(', ');
}

/** A sentence of the model that leaves out or makes up something gives way to a plain one. */
async function word(
  { hasSecret, log }: BehaviourDeps,
  write: BehaviourWriter,
  {
    behaviour,
    signal,
  }: { readonly behaviour: Behaviour; readonly signal: AbortSignal | undefined },
): Promise<string> {
  try {
    const limit = { timeoutMs: writeTimeoutMs, signal, name: 'wording a habit' };
    const text = await withDeadline(limit, (limited) => write(behaviour, { signal: limited }));
    const isWhole = behaviour.values.every((value) => text.includes(value));
    if (isWhole && text.length <= maxSentence && !hasSecret(text)) return text;
  } catch (error) {
    throwIfAborted(signal);
    log.warn('The model could not word a habit; it is said plainly', { error: errorText(error) });
  }
  return plainly(behaviour);
}

function plainly(behaviour: Behaviour): string {
  const value = valueOf(behaviour);
  const isHours = behaviour.attribute === 'behaviour.active_hours';
  if (behaviour.language === 'zh')
    return isHours ? `经常在 ${value} 点使用。` : `经常提出：${value}。`;
  return isHours ? `Usually active at ${value} o'clock.` : `Often asks: ${value}.`;
}

/** Puts them into the review's draft, unless they were forgotten. */
export async function draftBehaviours(
  { store, ids }: BehaviourDeps,
  draft: MemoryDraft,
  behaviours: readonly WordedBehaviour[],
): Promise<readonly ChangedBehaviour[]> {
  const changed: ChangedBehaviour[] = [];
  for (const behaviour of behaviours) {
    const statement = toBehaviourStatement(behaviour, draft.now);
    const known = await findKnown(store, draft.scope, behaviour);
    const birth = { id: ids.next('memory'), scope: draft.scope, now: draft.now };
    const next =
      known === undefined ? toRecord(statement, birth) : toUpdated(known, statement, birth);
    if ((await draft.findBuried(allFingerprints(next))).length > 0) continue;
    if (known === undefined) draft.add(next);
    else draft.change(known, next);
    changed.push({ id: next.id, content: next.content });
  }
  return changed;
}

function toBehaviourStatement(behaviour: WordedBehaviour, now: number): Statement {
  const statement = toStatement(
    {
      action: 'learn',
      category: 'user_memory_fact',
      kind: 'behaviour',
      content: behaviour.content,
      subject: 'user',
      attribute: behaviour.attribute,
      value: valueOf(behaviour),
      importance,
      confidence: 0.7,
      provenance: 'system',
      isExplicit: false,
      quote: '',
      messageIds: [],
    },
    now,
  );
  return statement;
}
