import { parseAttachedFileText } from '@homarus/protocol';
import type { SessionContent, SessionMessage } from '@homarus/protocol';
import { textOfMessage } from '@homarus/sdk';

import type {
  AnswerItem,
  AnswerPart,
  ChatItem,
  RunNote,
  ShownFile,
  ToolStep,
  UserItem,
} from './chat-item.ts';
import { foldReplaced } from './replaced.ts';

/** The answer that is being made. */
export interface LiveRun {
  readonly runId: string;
  /** Everything that it said so far, in all rounds. */
  readonly text: string;
  readonly thinking: string;
  readonly phase: string | undefined;
  readonly startedAt: number;
}

/** A message of this browser, or one that waits, that the log does not have yet. */
export type PendingMessage = UserItem & Required<Pick<UserItem, 'waiting'>>;

type Notes = ReadonlyMap<string, RunNote>;

/** What the log has. It is made anew only when the log changes, not with each word of an answer. */
export function toLoggedItems(
  messages: readonly SessionMessage[],
  { notes, isRunning }: { readonly notes: Notes; readonly isRunning: boolean },
): readonly ChatItem[] {
  const items: ChatItem[] = [];
  const parts = foldReplaced(messages);
  for (const [index, part] of parts.entries()) {
    if ('replaced' in part) {
      const id = `replaced-${part.replaced[0]?.__openclaw?.id ?? index}`;
      const before = toLoggedItems(part.replaced, { notes, isRunning: false });
      items.push({ kind: 'replaced', id, items: before });
      continue;
    }
    addMessage(items, part, notes);
    const next = parts[index + 1];
    const isOver = next === undefined ? !isRunning : 'replaced' in next || next.role === 'user';
    if (part.role === 'user' && isOver) addUnanswered(items, part, notes);
  }
  return items;
}

export interface Running {
  readonly pending: readonly PendingMessage[];
  readonly live: LiveRun | undefined;
  readonly notes: Notes;
}

/** A conversation as it is shown: what one run said and did is one answer. */
export function withRunning(
  logged: readonly ChatItem[],
  { pending, live, notes }: Running,
): readonly ChatItem[] {
  const items = [...logged];
  const isNext = ({ waiting }: PendingMessage): boolean =>
    waiting.state !== 'queued' || waiting.runId === live?.runId;
  items.push(...pending.filter(isNext));
  if (live !== undefined) addLive(items, live, notes);
  items.push(...pending.filter((message) => !isNext(message)));
  return items;
}

function addMessage(items: ChatItem[], message: SessionMessage, notes: Notes): void {
  const place = message.__openclaw;
  const id = place?.id ?? `${message.role}-${message.timestamp}`;
  switch (message.role) {
    case 'user':
      items.push({
        kind: 'user',
        id,
        text: textOfMessage({ ...message, content: message.content.filter(isSaid) }),
        files: message.content.flatMap(toFile),
        at: message.timestamp,
      });
      return;
    case 'system':
      items.push({ kind: 'note', id, text: textOfMessage(message) });
      return;
    case 'assistant': {
      const answer = answerFor(items, { id, runId: place?.runId, at: message.timestamp }, notes);
      replaceLast(items, {
        ...answer,
        parts: [...answer.parts, ...message.content.flatMap(toPart)],
      });
      return;
    }
    case 'toolResult':
      addResult(items, message);
      return;
    default:
      message.role satisfies never;
  }
}

/** A run that ended before it said anything: why stands where its answer would. */
function addUnanswered(
  items: ChatItem[],
  { __openclaw: place, timestamp: at }: SessionMessage,
  notes: Notes,
): void {
  const { outcome } = notes.get(place?.runId ?? '') ?? {};
  if (outcome !== 'failed' && outcome !== 'aborted') return;
  answerFor(items, { id: `end-${place?.id}`, runId: place?.runId, at }, notes);
}

/** The answer that goes on, or a new one at the end. */
function answerFor(
  items: ChatItem[],
  fresh: Pick<AnswerItem, 'id' | 'runId' | 'at'>,
  notes: Notes,
): AnswerItem {
  const last = items.at(-1);
  const isSameRun = fresh.runId !== undefined && last?.kind === 'answer';
  if (isSameRun && last.runId === fresh.runId) return last;
  const note = notes.get(fresh.runId ?? '') ?? {};
  const answer: AnswerItem = { kind: 'answer', ...fresh, parts: [], isBusy: false, note };
  items.push(answer);
  return answer;
}

function replaceLast(items: ChatItem[], item: ChatItem): void {
  items[items.length - 1] = item;
}

function addResult(items: ChatItem[], message: SessionMessage): void {
  const last = items.at(-1);
  if (last?.kind !== 'answer') return;
  const parts = last.parts.map((part) =>
    part.type === 'tool' && part.id === message.toolCallId
      ? { ...part, result: textOfMessage(message), isError: message.isError === true }
      : part,
  );
  replaceLast(items, { ...last, parts });
}

function addLive(items: ChatItem[], live: LiveRun, notes: Notes): void {
  const { runId, startedAt, phase, thinking } = live;
  const answer = answerFor(items, { id: `live-${runId}`, runId, at: startedAt }, notes);
  const said = answer.parts.flatMap((part) => (part.type === 'text' ? part.text : []));
  const text = afterLogged(live.text, said);
  const parts: AnswerPart[] = [...answer.parts];
  if (thinking !== '') parts.unshift({ type: 'thinking', text: thinking });
  if (text !== '') parts.push({ type: 'text', text });
  replaceLast(items, { ...answer, parts, isBusy: true, ...(phase === undefined ? {} : { phase }) });
}

/** What of a run's text the log does not have yet. */
export function afterLogged(text: string, logged: readonly string[]): string {
  let rest = text;
  for (const part of logged) {
    const start = rest.trimStart();
    if (start.startsWith(part)) rest = start.slice(part.length);
    else if (part.startsWith(start)) rest = '';
  }
  return rest.trimStart() === '' ? '' : rest;
}

function toPart(content: SessionContent): readonly AnswerPart[] {
  switch (content.type) {
    case 'text':
      return content.text === '' ? [] : [{ type: 'text', text: content.text }];
    case 'toolCall': {
      const { id, name, arguments: args } = content;
      return [{ type: 'tool', id, name, args, isError: false } satisfies ToolStep];
    }
    default:
      return [];
  }
}

/** Whether a part is the person's own words, and not what stands for a file of theirs. */
function isSaid(content: SessionContent): boolean {
  return content.type === 'text' && parseAttachedFileText(content.text) === undefined;
}

function toFile(content: SessionContent): readonly ShownFile[] {
  if (content.type === 'image') return [{ name: '', mimeType: content.mimeType }];
  const path = content.type === 'text' ? parseAttachedFileText(content.text) : undefined;
  if (path === undefined) return [];
  return [{ name: path.slice(path.lastIndexOf('/') + 1), mimeType: 'application/octet-stream' }];
}
