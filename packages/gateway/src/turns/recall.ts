import { errorText, withDeadline } from '@homarus/base';
import type { Logger } from '@homarus/base';
import type { ComposeResult, IncomingMessage, MemoryService, SessionScope } from '@homarus/memory';
import type { RecalledForModel } from '@homarus/models';
import type { RecalledItem } from '@homarus/protocol';

/** What memory gives to a turn. */
export interface Recalled {
  /** For the system prompt; empty when there is nothing. */
  readonly addition: string;
  /** Whether that tells what stood in the conversation before its window. */
  readonly hasArchive: boolean;
  /** For the caller. */
  readonly items: readonly RecalledItem[];
  /** For a model that cannot read. */
  readonly forModel: RecalledForModel;
  /** Why the turn goes on without memory; undefined when memory answered. */
  readonly problem: string | undefined;
}

export interface RecallRequest {
  readonly scope: SessionScope;
  readonly window: readonly IncomingMessage[];
  /** What is asked; nothing is recalled for an empty one. */
  readonly prompt: string;
  readonly signal: AbortSignal;
}

export const nothingRecalled: Recalled = {
  addition: '',
  hasArchive: false,
  items: [],
  forModel: { relevant: [], profile: [] },
  problem: undefined,
};

/**
 * Asks memory what the model should know, for at most `timeoutMs`. A memory that fails or is too slow
 * never stops a turn: the turn goes on with nothing recalled and says why.
 */
export async function recall(
  deps: { readonly memory: MemoryService; readonly log: Logger },
  request: RecallRequest,
  timeoutMs: number,
): Promise<Recalled> {
  if (request.prompt.trim() === '') return nothingRecalled;
  try {
    const result = await withDeadline(
      { timeoutMs, signal: request.signal, name: 'memory.compose' },
      (signal) =>
        deps.memory.compose(request.scope, {
          messages: request.window,
          prompt: request.prompt,
          signal,
        }),
    );
    return toRecalled(result);
  } catch (error) {
    // The run itself sees the abort and ends; that memory was cut short by it says nothing of memory.
    if (request.signal.aborted) return nothingRecalled;
    deps.log.warn('Going on without memory', { error: errorText(error) });
    return { ...nothingRecalled, problem: `recall: ${errorText(error)}` };
  }
}

function toRecalled(result: ComposeResult): Recalled {
  return {
    addition: result.systemPromptAddition,
    hasArchive: result.systemMessages.some(({ layer }) => layer === 'archive'),
    items: result.hits.map(toItem),
    forModel: {
      relevant: result.hits.map(({ text, createdAt }) => ({ text, createdAt })),
      profile: result.systemMessages
        .filter((message) => message.layer === 'profile')
        .flatMap((message) => itemsOf(message.content)),
    },
    problem: undefined,
  };
}

function toItem(hit: ComposeResult['hits'][number]): RecalledItem {
  const { id, text, score, createdAt, category, lanes, sessionId } = hit;
  const source = sessionId === undefined ? {} : { sessionId };
  return { id, text, score, createdAt, category, lanes, ...source };
}

/** The list items of a layer; its heading is for models that read. */
function itemsOf(content: string): readonly string[] {
  return content
    .split('\n')
    .filter((line) => /^\s*[-*] /u.test(line))
    .map((line) => line.replace(/^\s*[-*] /u, '').trim());
}
