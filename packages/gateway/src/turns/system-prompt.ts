import type { AgentSettings } from '../agents.ts';
import { wallTimeAt } from '../tools/now.ts';

export interface SystemPromptParts {
  readonly agent: AgentSettings;
  /** Whether it has the tools of memory. Default true. */
  readonly canRecall?: boolean;
  /** Unix milliseconds. */
  readonly now: number;
  readonly timeZone: string;
  /** What the files of its workspace say; empty without any. */
  readonly files: string;
  /** The caller's own system prompt. */
  readonly instructions: string | undefined;
  /** A summary of what stood before the window. Default: the window is all there was. */
  readonly earlier?: string | undefined;
  /** What memory adds, fenced by it; empty when it has nothing. */
  readonly memory: string;
}

/**
 * The system prompt of a turn, in order of how seldom it changes, so that a provider's prompt cache
 * keeps its beginning. It has the date but not the hour; the tool `now` has that.
 */
export function toSystemPrompt(parts: SystemPromptParts): string {
  const { agent, canRecall = true, now, timeZone, files, instructions, earlier, memory } = parts;
  const { iso, weekday } = wallTimeAt(now, timeZone);
  const sections = [
    `You are ${agent.name ?? 'Homarus'}, a personal assistant that remembers.`,
    agent.instructions,
    files,
    'Answer in the language of the user’s last message, unless asked otherwise. Be direct and honest; say so when you do not know.',
    canRecall
      ? 'You have a long-term memory. What it recalls for this turn stands at the end, if there is anything; look further with memory_recall, keep something with memory_store, drop something with memory_forget when the user asks. Every conversation is kept by itself: do not store what was just said again. The tool now tells the time.'
      : 'What is recalled for this turn stands at the end, if there is anything. The tool now tells the time.',
    instructions,
    `Today is ${weekday}, ${iso.slice(0, 10)} (${timeZone}).`,
    earlier && `What was said earlier in this conversation, in short:\n${earlier}`,
    memory,
  ];
  return sections.filter((section) => section !== undefined && section.trim() !== '').join('\n\n');
}
