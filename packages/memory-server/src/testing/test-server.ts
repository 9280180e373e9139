import { createHash } from 'node:crypto';

import { manualClock, recordingLogger, sequentialIds } from '@homarus/base/testing';
import type { Memory } from '@homarus/memory';

import { createMemoryServer, type MemoryServerDeps, type MemoryServerOptions } from '../server.ts';
import { memoryAdminStore } from './memory-admin-store.ts';
import { recordingMemory } from './recording-memory.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is. */
  readonly text?: string;
  readonly signal?: AbortSignal;
}

/** A server over a recording memory, called without a socket. */
export function testServer(
  answers: Partial<Memory> = {},
  options: Partial<MemoryServerOptions> = {},
  deps: Partial<MemoryServerDeps> = {},
) {
  const memory = recordingMemory(answers);
  const log = recordingLogger();
  const admin = memoryAdminStore();
  const clock = manualClock();
  const server = createMemoryServer(
    { memory, admin, log, clock, ids: sequentialIds(), version: '1.2.3', ...deps },
    {
      accountId: 'acct-demo',
      userId: 'u-default',
      agentId: 'main',
      auth: { mode: 'none' },
      ...options,
    },
  );
  const send = async (path: string, { text, ...sent }: Sent = {}): Promise<Answer> => {
    const response = await server.fetch(
      new Request(`http://127.0.0.1:8090${path}`, {
        ...sent,
        headers: { host: '127.0.0.1:8090', ...sent.headers },
        ...(text === undefined ? {} : { body: text }),
      }),
    );
    const answered = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: answered === '' ? {} : (JSON.parse(answered) as Answer['body']),
    };
  };
  const post = (method: string, body: unknown, sent: Sent = {}): Promise<Answer> =>
    send(`/api/v1/${method}`, { method: 'POST', text: JSON.stringify(body), ...sent });
  return { memory, admin, clock, log, server, send, post };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The error of an answer: its code, and the path of the field where it is about one. */
export function errorOf(answer: Answer): { readonly code: unknown; readonly path: unknown } {
  const error = answer.body['error'] as {
    readonly code?: unknown;
    readonly details?: { readonly path?: unknown };
  };
  return { code: error.code, path: error.details?.path };
}
