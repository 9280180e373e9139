import type { Door } from '../config/problem.ts';

const healthPaths: Readonly<Record<Door, string>> = {
  gateway: '/health',
  memory: '/api/v1/health',
};

const probeTimeoutMs = 700;

export interface Probed {
  readonly version: string;
}

/** Asks the address whether a Homarus answers there; undefined when not, or not in time. */
export async function probe(url: string, door: Door): Promise<Probed | undefined> {
  try {
    const response = await fetch(`${url}${healthPaths[door]}`, {
      signal: AbortSignal.timeout(probeTimeoutMs),
    });
    const body = (await response.json()) as Readonly<Record<string, unknown>> | null;
    const isOurs = body !== null && (door === 'gateway' ? body['ok'] === true : 'agfs' in body);
    const version = body?.['version'];
    return isOurs && typeof version === 'string' ? { version } : undefined;
  } catch {
    return undefined;
  }
}
