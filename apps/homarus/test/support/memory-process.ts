import { spawnHomarus } from './homarus-process.ts';
import type { HomarusProcess } from './homarus-process.ts';

/** A running `homarus memory`, on a free port unless a port is given. */
export interface MemoryProcess extends HomarusProcess {
  readonly url: string;
  /** Sends JSON to a path of the API; answers whatever came back. */
  post(
    path: string,
    body: unknown,
  ): Promise<{
    readonly status: number;
    readonly retryAfter: string | null;
    readonly body: unknown;
  }>;
}

/** On a free port, or that of `OGMEM_HTTP_PORT`. */
export async function startMemory(
  home: string,
  env: Readonly<Record<string, string>> = {},
  port = '0',
): Promise<MemoryProcess> {
  const running = spawnHomarus({ home, env: { OGMEM_HTTP_PORT: port, ...env }, args: ['memory'] });
  try {
    const [, url = ''] = await running.waitFor(/(http:\/\/[\d.:]+)/u);
    return {
      ...running,
      url,
      async post(path, body) {
        const response = await fetch(url + path, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        const retryAfter = response.headers.get('retry-after');
        return { status: response.status, retryAfter, body: await response.json() };
      },
    };
  } catch (error) {
    await running[Symbol.asyncDispose]();
    throw error;
  }
}
