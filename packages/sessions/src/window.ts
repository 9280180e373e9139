import type { ModelMessage } from '@homarus/agent';
import { assertNever, estimateTokens } from '@homarus/base';

/** What a message costs beside its content: role and separators. */
const messageTokens = 4;
/** About what models count for one picture or document of ordinary size. */
const fileTokens = 1000;

/** About how many tokens a model counts for a message. A file counts 1000, whatever its size. */
export function estimateMessageTokens(message: ModelMessage): number {
  if (message.role === 'system') return messageTokens + estimateTokens(message.content);
  return message.content.reduce((sum, part) => sum + partTokens(part), messageTokens);
}

type Part = Exclude<ModelMessage['content'], string>[number];

function partTokens(part: Part): number {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return estimateTokens(part.text);
    case 'file':
      return part.data.type === 'text' ? estimateTokens(part.data.text) : fileTokens;
    case 'reasoning-file':
      return fileTokens;
    case 'tool-call':
    case 'tool-result':
    case 'tool-approval-response':
    case 'custom':
      return estimateTokens(JSON.stringify(part));
    default:
      return assertNever(part);
  }
}

/**
 * The end of a conversation that fits the budget: its newest whole turns, a turn being a user message
 * with everything up to the next one. What stands before the first user message is a turn too.
 *
 * The newest turn is always there. When it alone is too long, its user message is kept, and of the rest
 * the newest rounds that fit (an assistant message with the tool results that answer it): what is
 * returned is over the budget only when it is a single message or round that is. It never begins with a
 * tool message, and a tool result is never without its call.
 */
export function fitWindow(
  messages: readonly ModelMessage[],
  budgetTokens: number,
): readonly ModelMessage[] {
  const turns = toTurns(messages);
  const kept = newestThatFit(turns, budgetTokens);
  const newest = turns.at(-1);
  if (kept.length === 0 && newest !== undefined) return fitTurn(newest, budgetTokens);
  return withoutLeadingTools(kept.flat());
}

/** The newest whole turns that fit the budget; none when the newest alone is too long. */
export function newestTurns(
  messages: readonly ModelMessage[],
  budgetTokens: number,
): readonly ModelMessage[] {
  return newestThatFit(toTurns(messages), budgetTokens).flat();
}

function toTurns(messages: readonly ModelMessage[]): readonly Group[] {
  return splitBefore(messages, ({ role }) => role === 'user');
}

function fitTurn(turn: readonly ModelMessage[], budgetTokens: number): readonly ModelMessage[] {
  const rounds = splitBefore(turn, ({ role }) => role !== 'tool');
  const hasUser = turn[0]?.role === 'user';
  const head = hasUser ? (rounds[0] ?? []) : [];
  const rest = hasUser ? rounds.slice(1) : rounds;
  const kept = newestThatFit(rest, budgetTokens - tokensOf(head));
  const atLeast = head.length === 0 && kept.length === 0 ? rest.slice(-1) : kept;
  return withoutLeadingTools([...head, ...atLeast.flat()]);
}

type Group = readonly ModelMessage[];

/** Groups of neighbours; a message that `isFirst` begins a group, as the first of all does. */
function splitBefore(
  messages: readonly ModelMessage[],
  isFirst: (message: ModelMessage) => boolean,
): readonly Group[] {
  const groups: ModelMessage[][] = [];
  for (const message of messages) {
    const current = groups.at(-1);
    if (current === undefined || isFirst(message)) groups.push([message]);
    else current.push(message);
  }
  return groups;
}

function newestThatFit(groups: readonly Group[], budgetTokens: number): readonly Group[] {
  let left = budgetTokens;
  let from = groups.length;
  for (const group of groups.toReversed()) {
    left -= tokensOf(group);
    if (left < 0) break;
    from -= 1;
  }
  return groups.slice(from);
}

function tokensOf(group: Group): number {
  return group.reduce((sum, message) => sum + estimateMessageTokens(message), 0);
}

function withoutLeadingTools(messages: readonly ModelMessage[]): readonly ModelMessage[] {
  const start = messages.findIndex(({ role }) => role !== 'tool');
  return start === -1 ? [] : messages.slice(start);
}
