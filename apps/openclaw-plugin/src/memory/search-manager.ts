import { hasCode, truncate } from '@homarus/base';
import type { GetMemoryAnswer, MemoryHit } from '@homarus/protocol';

import { version } from '../about.ts';
import type { Identity } from '../identity.ts';
import type { Parts } from '../parts.ts';

/** One found thing, as hosts know it: a place, lines, and why it is shown. */
export interface SearchResult {
  /** Its `ctx://` URI. */
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly score: number;
  readonly snippet: string;
  /** `sessions`: said in a conversation; `memory`: learned. */
  readonly source: 'memory' | 'sessions';
}

export interface SearchManagerOptions {
  readonly maxResults?: number;
  readonly minScore?: number;
  readonly sources?: readonly string[];
  readonly signal?: AbortSignal;
}

export interface ReadRequest {
  /** A path of a result. */
  readonly relPath: string;
  readonly from?: number;
  readonly lines?: number;
}

export type ReadResult =
  | { readonly status: 'ok'; readonly text: string; readonly path: string }
  | { readonly status: 'not_found'; readonly text: ''; readonly path: string };

const timeoutMs = 15_000;
const snippetLength = 700;

/** The memory of one person as the search of a host. Calls reject with an `AppError`. */
export function createSearchManager({ link, deliveries }: Parts, identity: Identity) {
  return {
    async search(
      query: string,
      { maxResults = 10, minScore = 0, sources, signal }: SearchManagerOptions = {},
    ): Promise<readonly SearchResult[]> {
      if (query.trim() === '') return [];
      const limit = Math.min(200, Math.max(1, Math.floor(maxResults)));
      const call = { timeoutMs, ...(signal === undefined ? {} : { signal }) };
      const { hits } = await link.call(call, (client, options) =>
        client.searchMemory({ ...identity, query, limit, minScore }, options),
      );
      const results = hits.map(toResult);
      return sources === undefined
        ? results
        : results.filter(({ source }) => sources.includes(source));
    },
    async readFile({ relPath: path, from = 1, lines }: ReadRequest): Promise<ReadResult> {
      try {
        const found = await link.call({ timeoutMs }, (client, options) =>
          client.getMemory({ ...identity, uri: path }, options),
        );
        const start = Math.max(0, from - 1);
        const end = lines === undefined ? undefined : start + lines;
        const text = textOf(found).split('\n').slice(start, end).join('\n');
        return { status: 'ok', text, path };
      } catch (error) {
        if (!hasCode(error, 'not_found') && !hasCode(error, 'invalid_request')) throw error;
        return { status: 'not_found', text: '', path };
      }
    },
    status() {
      const { status, problem } = link.report;
      return {
        backend: 'builtin' as const,
        provider: 'og-memory',
        model: `homarus ${version}`,
        sources: ['memory' as const, 'sessions' as const],
        fts: { enabled: true, available: status === 'up' || status === 'unknown' },
        custom: { url: link.url, server: status, ...(problem === undefined ? {} : { problem }) },
      };
    },
    sync: () => deliveries.drain(),
    async probeEmbeddingAvailability(): Promise<{ readonly ok: boolean; readonly error?: string }> {
      const embedding = await embeddingOf(link).catch(() => null);
      return embedding === null
        ? { ok: false, error: 'the memory server searches by words alone' }
        : { ok: true };
    },
    probeVectorAvailability: async (): Promise<boolean> =>
      (await embeddingOf(link).catch(() => null)) !== null,
    close: () => Promise.resolve(),
  };
}

async function embeddingOf(link: Parts['link']): Promise<string | null> {
  const health = await link.call({ timeoutMs: 5000 }, (client, options) =>
    client.health({}, options),
  );
  return 'embedding' in health ? health.embedding : null;
}

function toResult({ uri, text, score, category }: MemoryHit): SearchResult {
  return {
    path: uri,
    startLine: 1,
    endLine: text.split('\n').length,
    score,
    snippet: truncate(text, snippetLength),
    source: category.startsWith('full_context_') ? 'sessions' : 'memory',
  };
}

function textOf(found: GetMemoryAnswer): string {
  return found.type === 'memory' ? found.content : found.text;
}
