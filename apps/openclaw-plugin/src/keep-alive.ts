import type { Parts } from './parts.ts';

const probeTimeoutMs = 5000;

/**
 * Looks at the memory server again and again, so that its state is known, its connection stays open,
 * and what waits is sent as soon as it is back. Resolves when the signal aborts.
 */
export async function keepAlive(
  { link, deliveries, notes, clock }: Parts,
  signal: AbortSignal,
): Promise<void> {
  await notes.prune();
  while (!signal.aborted) {
    const probe = link.call({ timeoutMs: probeTimeoutMs, signal }, (client, options) =>
      client.health({}, options),
    );
    // The link has noted it.
    await probe.catch(() => undefined);
    if (link.report.status === 'up') await deliveries.drain();
    await clock.sleep(link.pauseMs(), { signal }).catch(() => undefined);
  }
}
