import { AppError } from '@homarus/base';
import type {
  AfterTurnResult,
  ComposeRequest,
  ComposeResult,
  ForgetRequest,
  ForgetResult,
  Hit,
  IncomingMessage,
  IngestResult,
  MemoryHealth,
  MemoryService,
  RememberRequest,
  RememberResult,
  Scope,
  SearchResult,
  SessionScope,
  Turn,
} from '@homarus/memory';

export interface RememberedTurn {
  readonly scope: SessionScope;
  readonly turn: Turn;
}

interface Line {
  readonly id: string;
  readonly scope: Scope;
  readonly text: string;
}

/** A memory that keeps everything in a list and recalls lines that share a word with the prompt. */
export class NotebookMemory implements MemoryService {
  readonly turns: RememberedTurn[] = [];
  readonly composed: ComposeRequest[] = [];
  /** While set, every call fails with `unavailable`. */
  isBroken = false;
  /** How long `compose` takes. */
  composeMs = 0;
  readonly #lines: Line[] = [];

  async compose(scope: SessionScope, request: ComposeRequest): Promise<ComposeResult> {
    this.#check();
    this.composed.push(request);
    if (this.composeMs > 0) await new Promise((resolve) => setTimeout(resolve, this.composeMs));
    const hits = this.#find(scope, request.prompt);
    const content = hits.map((hit) => `- ${hit.text}`).join('\n');
    const layer = { role: 'system', layer: 'profile', content, tokens: 1 } as const;
    return {
      systemMessages: hits.length === 0 ? [] : [layer],
      messages: request.messages,
      systemPromptAddition: content === '' ? '' : `<recalled>\n${content}\n</recalled>`,
      estimatedTokens: 1,
      hits,
      abstained: hits.length === 0,
      tookMs: 0,
    };
  }

  async afterTurn(scope: SessionScope, turn: Turn): Promise<AfterTurnResult> {
    this.#check();
    if (this.turns.some((known) => known.turn.turnId === turn.turnId)) {
      return { status: 'duplicate', stored: 0, jobId: undefined };
    }
    this.turns.push({ scope, turn });
    for (const message of turn.messages) {
      if (message.role === 'user') this.#add(scope, textOf(message));
    }
    return { status: 'committed', stored: turn.messages.length, jobId: undefined };
  }

  async ingest(): Promise<IngestResult> {
    return { ingested: 0, duplicates: 0 };
  }

  async search(scope: Scope, query: string): Promise<SearchResult> {
    this.#check();
    const hits = this.#find(scope, query);
    return { hits, abstained: hits.length === 0, tookMs: 0 };
  }

  async get(): Promise<undefined> {
    return undefined;
  }

  async remember(scope: Scope, request: RememberRequest): Promise<RememberResult> {
    this.#check();
    return { action: 'created', id: this.#add(scope, request.text) };
  }

  async forget(scope: Scope, request: ForgetRequest): Promise<ForgetResult> {
    this.#check();
    if ('memoryId' in request) {
      const { memoryId: id } = request;
      const isThere = this.#lines.some((line) => line.id === id);
      return isThere ? { action: 'deleted', id, rows: 1 } : { action: 'not_found', id };
    }
    const [first, ...others] = this.#find(scope, request.query);
    if (first === undefined) return { action: 'nothing_found' };
    if (others.length === 0) return { action: 'deleted', id: first.id, rows: 1 };
    const candidates = [first, ...others].map(({ id, text, score }) => ({
      id,
      text,
      score,
      category: 'user_memory_fact' as const,
    }));
    return { action: 'candidates', candidates };
  }

  async health(): Promise<MemoryHealth> {
    this.#check();
    return {
      status: 'ok',
      issues: [],
      llm: null,
      embedding: null,
      store: { messages: 0, memories: this.#lines.length },
      queue: { pending: 0, dead: 0 },
      drift: 0,
      isMirrored: false,
      uptimeMs: 1,
    };
  }

  #check(): void {
    if (this.isBroken) throw new AppError('unavailable', 'The notebook is closed.');
  }

  #add(scope: Scope, text: string): string {
    const id = `mem_${this.#lines.length}`;
    this.#lines.push({ id, scope, text });
    return id;
  }

  #find(scope: Scope, query: string): readonly Hit[] {
    return this.#lines
      .filter((line) => line.scope.userId === scope.userId && sharesWord(line.text, query))
      .map(toHit);
  }
}

function textOf({ content }: IncomingMessage): string {
  return typeof content === 'string' ? content : content.map((part) => part.text ?? '').join(' ');
}

function sharesWord(a: string, b: string): boolean {
  const words = new Set(wordsOf(a));
  return wordsOf(b).some((word) => words.has(word));
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[a-z]{4,}|\p{Script=Han}/gu) ?? [];
}

function toHit({ id, text, scope }: Line): Hit {
  return {
    id,
    uri: `ctx://test/${id}`,
    category: 'user_memory_fact',
    abstract: text,
    text,
    score: 1,
    createdAt: 1_700_000_000_000,
    sessionId: scope.sessionId,
    name: undefined,
    importance: 0.7,
    sourceMessageIds: [],
    lanes: [],
  };
}
