import { errorText, estimateTokens } from '@homarus/base';

import { toWindowMessages } from '../host/to-memory-message.ts';
import { textOf } from '../host/host-message.ts';
import type { HostMessage } from '../host/host-message.ts';
import { identityOf, toId } from '../identity.ts';
import type { OpenConversation } from '../open-conversations.ts';
import type { Parts } from '../parts.ts';
import type { SessionNote } from '../session-notes.ts';
import { currentIndex, cutWindow } from './cut-window.ts';
import type { AssembleAnswer, AssembleRequest } from './engine-types.ts';
import { estimateMessages } from './estimate.ts';
import { fenceSummary } from './fence-summary.ts';

/** What is shown to the server of a window, in characters: enough to know what it holds. */
const maxWindow = 100_000;

/**
 * The host's messages, unchanged from the last compaction on, and what memory recalls for the question.
 * Never rejects, and never takes longer than `composeTimeoutMs` for what it asks the server. `engine` is
 * that of the turn: hosts ask several times in one.
 */
export async function assemble(
  parts: Parts,
  engine: object,
  request: AssembleRequest,
): Promise<AssembleAnswer> {
  const { sessionId, messages: given, tokenBudget, prompt } = request;
  const note = await parts.notes.get(sessionId);
  const messages = cutWindow(given, note.cut, prompt);
  const conversation = parts.conversations.of(sessionId);
  conversation.window = messages;
  conversation.windowTokens = estimateMessages(messages);
  conversation.tokenBudget = tokenBudget ?? conversation.tokenBudget;
  importHistory(parts, request, note);
  const addition = await recall(parts, request, { engine, messages, note, conversation });
  const estimatedTokens = conversation.windowTokens + estimateTokens(addition);
  return {
    messages,
    estimatedTokens,
    ...(addition === '' ? {} : { systemPromptAddition: addition }),
  };
}

/** A conversation that began without this plugin is handed over once, before its next turn. */
function importHistory(parts: Parts, request: AssembleRequest, note: SessionNote): void {
  const { settings, deliveries, notes, log } = parts;
  if (note.isImported || !settings.autoCapture) return;
  const { sessionId, messages, prompt } = request;
  const history = messages.slice(0, currentIndex(messages, prompt));
  // In the order of the calls: the turn itself comes later.
  deliveries
    .addHistory(request, history)
    .then(() => notes.change(sessionId, { isImported: true }))
    .catch((error: unknown) => {
      log.warn('a conversation could not be taken over; tried again with its next turn', {
        error: errorText(error),
      });
    });
}

interface Recall {
  readonly engine: object;
  readonly messages: readonly HostMessage[];
  readonly note: SessionNote;
  readonly conversation: OpenConversation;
}

async function recall(
  parts: Parts,
  { prompt, ...request }: AssembleRequest,
  { engine, messages, note, conversation }: Recall,
): Promise<string> {
  const summary = note.cut === undefined ? '' : fenceSummary(note.cut.summary, messages);
  if (!parts.settings.autoRecall) return summary;
  const question = prompt?.trim() ?? '';
  if (holds(conversation.recalled, engine, question)) {
    return conversation.recalled?.addition ?? summary;
  }
  const addition = await ask(parts, request, { messages, note, question, summary });
  conversation.recalled =
    addition === undefined ? undefined : { engine, prompt: question, addition };
  return addition ?? summary;
}

/** The turn goes on after a tool, or the host asks once more: what it recalled at its beginning still holds. */
function holds(last: OpenConversation['recalled'], engine: object, question: string): boolean {
  return question === '' || (last?.engine === engine && last.prompt === question);
}

/** Asks the server. Undefined when it does not answer in time. */
async function ask(
  parts: Parts,
  request: Omit<AssembleRequest, 'prompt'>,
  { summary, ...asked }: Question & { readonly summary: string },
): Promise<string | undefined> {
  const { recalls, clock } = parts;
  const { note } = asked;
  const startedAt = clock.now();
  try {
    const answer = await compose(parts, request, asked);
    const tookMs = clock.now() - startedAt;
    recalls.note({ at: startedAt, tookMs, hits: answer.hits.length });
    const isArchived = answer.systemMessages.some(({ layer }) => layer === 'archive');
    const isKnown = isArchived && note.cut?.origin === 'server';
    return [isKnown ? '' : summary, answer.systemPromptAddition]
      .filter((text) => text !== '')
      .join('\n\n');
  } catch (error) {
    const tookMs = clock.now() - startedAt;
    recalls.note({ at: startedAt, tookMs, hits: 0, problem: errorText(error) });
    return undefined;
  }
}

interface Question {
  readonly messages: readonly HostMessage[];
  readonly note: SessionNote;
  readonly question: string;
}

function compose(
  { settings, link }: Parts,
  { sessionId, sessionKey }: Omit<AssembleRequest, 'prompt'>,
  { messages, note, question }: Question,
) {
  const call = { timeoutMs: settings.composeTimeoutMs, isHasty: true };
  // What is asked now is in the prompt already.
  const before = messages.filter((message) => textOf(message) !== question);
  // A summary takes the place of what was cut, not of what is recalled.
  const archive = note.cut === undefined ? 0 : estimateTokens(note.cut.summary);
  return link.call(call, (client, options) =>
    client.compose(
      {
        ...identityOf(settings, sessionKey),
        sessionId: toId(sessionId),
        messages: toWindowMessages(before, maxWindow),
        prompt: question.slice(0, 1_000_000),
        tokenBudget: settings.recallTokenBudget + archive,
      },
      options,
    ),
  );
}
