import { dayIn } from '@homarus/base';
import type { Language } from '@homarus/base';

import type { StoredMessage } from '../message.ts';
import type { SessionArchive } from '../ports/memory-store.ts';
import { isOfProfile } from '../profile/profile.ts';
import type { MemoryRecord } from '../record.ts';
import type { Hit } from '../service.ts';
import type { Window } from './window.ts';
import { toItem } from './items.ts';
import type { LayerItem } from './items.ts';
import { isQuestion } from '../text/is-question.ts';

/** Who this is: evergreen facts and preferences, the weightiest first. */
export function profileItems(
  memories: readonly MemoryRecord[],
  window: Window,
): readonly LayerItem[] {
  return memories
    .filter((memory) => isOfProfile(memory))
    .filter((memory) => !window.holds(memory.id, memory.content))
    .map((memory) => toItem(memory.id, memory.content));
}

/** Summaries of what left the window of this session; nothing while the window still holds it all. */
export function archiveItems(
  archive: SessionArchive | undefined,
  window: Window,
): readonly LayerItem[] {
  if (archive === undefined) return [];
  return archive.summary
    .split('\n')
    .map((line) => line.replace(/^[-*]\s*/u, '').trim())
    .filter((line) => line !== '' && !window.holds('', line))
    .map((line, index) => toItem(`${archive.uri}#${index}`, line.replace(/^#+\s*/u, '')));
}

/** What this session decided, and what it asked and did not answer, as far as the window lost it. */
export function sessionItems(
  session: {
    readonly tail: readonly StoredMessage[];
    readonly decisions: readonly MemoryRecord[];
  },
  window: Window,
  language: Language,
): readonly LayerItem[] {
  const labels =
    language === 'zh'
      ? { topic: '刚才谈到：', open: '尚未回答：', decided: '已决定：' }
      : { topic: 'Lately about: ', open: 'Still open: ', decided: 'Decided: ' };
  const lost = session.tail.filter((message) => !window.holds(message.id, message.text));
  const topic = lost.findLast(({ role, text }) => role === 'user' && text !== '');
  const open = lost.filter((message) => isOpenQuestion(message, session.tail));
  const decided = session.decisions.filter(({ id, content }) => !window.holds(id, content));
  return [
    ...(topic === undefined ? [] : [toItem(topic.id, topic.text, labels.topic)]),
    ...open
      .filter(({ key }) => key !== topic?.key)
      .map((message) => toItem(message.id, message.text, labels.open)),
    ...decided.map((memory) => toItem(memory.id, memory.content, labels.decided)),
  ];
}

/** A person's question that nobody spoke after. */
function isOpenQuestion(message: StoredMessage, tail: readonly StoredMessage[]): boolean {
  if (message.role !== 'user' || !isQuestion(message.text)) return false;
  return !tail.some(({ role, position }) => role === 'assistant' && position > message.position);
}

/** A hit is worth a line when it is at least half as good as the best one. */
const workingSetShare = 0.5;
const maxWorkingSet = 12;

/**
 * What the prompt needs now: hits that no other layer shows, with their day; `bestScore` is that of the
 * best one, shown elsewhere or not.
 */
export function workingSetItems(
  hits: readonly Hit[],
  shown: ReadonlySet<string>,
  { bestScore, timeZone }: { readonly bestScore: number; readonly timeZone: string },
): readonly LayerItem[] {
  const floor = bestScore * workingSetShare;
  return hits
    .filter(({ id, score }) => score >= floor && !shown.has(id))
    .slice(0, maxWorkingSet)
    .map((hit) =>
      toItem(hit.id, hit.text, `[${speakerOf(hit)}${dayIn(hit.createdAt, timeZone)}] `),
    );
}

function speakerOf({ name, category }: Hit): string {
  if (name !== undefined) return `${name}, `;
  if (category === 'full_context_user') return 'user, ';
  return category === 'full_context_assistant' ? 'assistant, ' : '';
}
