import type { LinkReport } from './memory-link.ts';
import type { OutboxReport } from './lazy-outbox.ts';
import type { LastRecall, Parts } from './parts.ts';

/** What an operator wants to know. */
export interface PluginState {
  readonly mode: 'http';
  readonly url: string;
  readonly server: LinkReport;
  readonly outbox: OutboxReport;
  readonly lastRecall: LastRecall | null;
  readonly autoRecall: boolean;
  readonly autoCapture: boolean;
}

/** How long whoever asks waits for a server that hangs. */
const probeTimeoutMs = 1000;

/** As it is now: hosts load a plugin several times, and the one that is asked may not be the one that works. */
export async function readState({
  settings,
  link,
  deliveries,
  recalls,
}: Parts): Promise<PluginState> {
  const { autoRecall, autoCapture } = settings;
  await link.look(probeTimeoutMs);
  return {
    mode: 'http',
    url: link.url,
    server: link.report,
    outbox: await deliveries.report(),
    lastRecall: recalls.last ?? null,
    autoRecall,
    autoCapture,
  };
}

/** The same for a person. */
export function toStateText({ url, server, outbox, lastRecall, ...state }: PluginState): string {
  const off = (name: 'autoRecall' | 'autoCapture'): readonly string[] =>
    state[name] ? [] : [`${name} is off`];
  return [
    `Memory server ${url}: ${server.status}${server.problem === undefined ? '' : ` (${server.problem})`}, since ${new Date(server.since).toISOString()}`,
    `Outbox: ${outbox.pending} waiting (${outbox.bytes} bytes), ${outbox.refused} put aside, in ${outbox.folder}`,
    ...(outbox.problem === undefined ? [] : [`Not sent: ${outbox.problem}`]),
    lastRecall === null ? 'No recall yet' : recallText(lastRecall),
    ...off('autoRecall'),
    ...off('autoCapture'),
  ].join('\n');
}

function recallText({ at, tookMs, hits, problem }: LastRecall): string {
  const when = new Date(at).toISOString();
  return problem === undefined
    ? `Last recall: ${hits} found in ${tookMs} ms, at ${when}`
    : `Last recall failed after ${tookMs} ms, at ${when}: ${problem}`;
}
