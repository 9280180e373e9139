import type { Parts } from './parts.ts';

const probeTimeoutMs = 3000;

/**
 * Looks at the memory server again and again, so that its state is known, its connection stays open,
 * and what waits is sent as soon as it is back. When the signal aborts, resolves with the end of the look
 * that goes on.
 */
export async function keepAlive(
  { link, deliveries, notes, clock }: Parts,
  signal: AbortSignal,
): Promise<void> {
  await notes.prune();
  do {
    const probe = link.call({ timeoutMs: probeTimeoutMs }, (client, options) =>
      client.health({}, options),
    );
    // The link has noted it.
    await probe.catch(() => undefined);
    if (link.report.status === 'up') await deliveries.drain();
    await clock.sleep(link.pauseMs(), { signal }).catch(() => undefined);
  } while (!signal.aborted);
}
