import { madeUpMessages, madeUpQuestions, seededRandom } from '../corpus.ts';

export const soakKinds = ['write', 'search', 'compose', 'compact', 'remember', 'forget'] as const;

export type SoakKind = (typeof soakKinds)[number];

/**
 * One call of the soak: a path of the memory API and its body; to compact, the call that prepares it;
 * to forget, the person whose oldest memory goes.
 */
export interface SoakCall {
  readonly kind: SoakKind;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly userId: string;
}

const users = 6;
const sessionsOfUser = 20;

/** Calls of one worker without end, the same for the same worker: half of them reads. */
export function* soakCalls(worker: number): Generator<SoakCall> {
  const random = seededRandom(worker + 1);
  const said = madeUpMessages(10_000, worker + 10);
  const questions = madeUpQuestions(500, worker + 100);
  for (let count = 0; ; count += 1) {
    const userId = `u-${Math.floor(random() * users)}`;
    const sessionId = `s-${Math.floor(random() * sessionsOfUser)}`;
    const scope = { userId, sessionId };
    const query = questions[count % questions.length] ?? '';
    const messages = said
      .slice((count * 2) % said.length, ((count * 2) % said.length) + 2)
      .map(({ role, content }) => ({ role, content }));
    yield toCall(pickKind(random()), { scope, query, messages, count, worker });
  }
}

/** Of twenty calls, eight write a turn, six search, three compose; the others compact, remember or forget. */
function pickKind(chance: number): SoakKind {
  if (chance < 0.4) return 'write';
  if (chance < 0.7) return 'search';
  if (chance < 0.86) return 'compose';
  if (chance < 0.9) return 'compact';
  return chance < 0.96 ? 'remember' : 'forget';
}

interface Material {
  readonly scope: { readonly userId: string; readonly sessionId: string };
  readonly query: string;
  readonly messages: readonly unknown[];
  readonly count: number;
  readonly worker: number;
}

function toCall(kind: SoakKind, { scope, query, messages, count, worker }: Material): SoakCall {
  const { userId } = scope;
  switch (kind) {
    case 'write':
      return {
        kind,
        path: '/api/v1/after_turn',
        body: { ...scope, turnId: `turn-${worker}-${count}`, messages },
        userId,
      };
    case 'search':
      return { kind, path: '/api/v1/search_memory', body: { ...scope, query }, userId };
    case 'compose':
      return {
        kind,
        path: '/api/v1/compose',
        body: { ...scope, messages: [], prompt: query },
        userId,
      };
    case 'compact':
      return { kind, path: '/api/v1/prepare_compaction', body: scope, userId };
    case 'remember':
      return {
        kind,
        path: '/api/v1/memories',
        body: { userId, content: `Locker ${worker}-${count} was opened. ${query}` },
        userId,
      };
    case 'forget':
      return { kind, path: '/api/v1/memories', body: {}, userId };
    default:
      throw new Error('No such call.');
  }
}
