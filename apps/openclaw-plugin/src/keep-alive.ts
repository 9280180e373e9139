import type { Parts } from './parts.ts';

const probeTimeoutMs = 3000;
/** The server may go away between two looks: so soon that is noticed. */
const maxSleepMs = 2000;

/**
 * Looks at the memory server again and again, so that its state is known, its connection stays open,
 * and what waits is sent as soon as it is back. When the signal aborts, resolves with the end of the look
 * that goes on.
 */
export async function keepAlive(
  { link, deliveries, notes, clock, settings }: Parts,
  signal: AbortSignal,
): Promise<void> {
  await notes.prune();
  let lookedAt = Number.NEGATIVE_INFINITY;
  do {
    if (link.report.status !== 'up' || clock.now() - lookedAt >= settings.keepAliveMs) {
      lookedAt = clock.now();
      await link.look(probeTimeoutMs);
      if (link.report.status !== 'down') await deliveries.drain();
    }
    const sleepMs = Math.min(maxSleepMs, link.pauseMs());
    await clock.sleep(sleepMs, { signal }).catch(() => undefined);
  } while (!signal.aborted);
}
