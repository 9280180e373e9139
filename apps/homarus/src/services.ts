import path from 'node:path';

import { errorText, hasCode, systemClock, withDeadline } from '@homarus/base';
import type { Logger } from '@homarus/base';

import { logFileOf } from './config/config.ts';
import type { Config, LogConfig } from './config/config.ts';
import type { ConfigSources } from './config/load.ts';
import type { Door } from './config/problem.ts';
import type { Service } from './service.ts';
import type { ComposeOptions, LiveOptions } from './compose-models.ts';
import { listen } from './process/listen.ts';
import type { Listener } from './process/listen.ts';
import { noteRunning, requireFree } from './process/running.ts';
import type { StrayErrors } from './process/stray-errors.ts';
import { makeStateFolders } from './process/state-folder.ts';
import { letYoungGenerationGrow } from './process/young-generation.ts';

/** When stopping is given up: after the grace that running turns have, and time to log them. */
const drainTimeoutMs = 8000;

export interface ServiceOptions {
  readonly config: Config;
  /** Where the configuration came from, to follow its changes. Default: it does not change. */
  readonly sources?: ConfigSources;
  /** What to open, in the order of the ports. */
  readonly doors: readonly Door[];
  /** Lines of at least this level also go to stderr. */
  readonly stderrLevel: LogConfig['level'] | undefined;
  /** What plugins throw outside of calls. Default: it ends the process. */
  readonly strays?: StrayErrors;
}

/** Services that answer on their ports. Disposing of them ends everything in order. */
export interface Services extends AsyncDisposable {
  readonly urls: Readonly<Partial<Record<Door, string>>>;
  /** Where the control page is beside its gateway; undefined when it is not asked for. */
  readonly controlUrl: string | undefined;
  readonly log: Logger;
}

/**
 * Opens the ports first, so that a taken one is told before anything is touched, then the log, the
 * store and what answers. What fails on the way closes what is open.
 */
export async function startServices(options: ServiceOptions): Promise<Services> {
  const { config, doors } = options;
  await using stack = new AsyncDisposableStack();
  makeStateFolders(
    config.home,
    path.join(config.home, 'run'),
    path.dirname(logFileOf(config)),
    config.memory.dataDir,
  );
  const { listeners, control } = await openPorts(options, stack);
  const { openLog } = await import('./log.ts');
  const file = logFileOf(config);
  const { log, setLevel } = stack.use(
    openLog({ ...config.log, file, stderr: options.stderrLevel }),
  );
  const { composeCore, composeService } = await import('./compose.ts');
  const composing = { config, log, ...composeParts(options, setLevel) };
  const core = stack.use(await composeCore(composing));
  const services: Service[] = [];
  for (const [door, listener] of listeners) {
    const service = await composeService(door, core, composing);
    services.push(service);
    listener.serve(service.fetch, service.upgrade);
    if (service.fetchPage !== undefined) control?.serve(service.fetchPage, service.upgrade);
    stack.use(noteRunning(config.home, door, listener.url));
  }
  const open = [...listeners.values(), ...(control === undefined ? [] : [control])];
  stack.defer(() => drain(services, open, log));
  const isElsewhere = config.memory.remote !== undefined && !doors.includes('memory');
  if (!isElsewhere) core.memory.start();
  const owned = stack.move();
  const urls = Object.fromEntries(Array.from(listeners, ([door, { url }]) => [door, url]));
  log.info('Started', { urls, startedAt: systemClock.now() });
  letYoungGenerationGrow();
  return {
    urls,
    controlUrl: control?.url,
    log,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

interface Ports {
  readonly listeners: ReadonlyMap<Door, Listener>;
  /** The second port of a gateway, when there is to be one. */
  readonly control: Listener | undefined;
}

async function openPorts(
  { config, doors }: ServiceOptions,
  stack: AsyncDisposableStack,
): Promise<Ports> {
  const listeners = new Map<Door, Listener>();
  for (const door of doors) {
    await requireFree(config.home, door);
    listeners.set(door, stack.use(await listen(config[door], door)));
  }
  const { host, controlUi } = config.gateway;
  if (!doors.includes('gateway') || controlUi.port === undefined) {
    return { listeners, control: undefined };
  }
  return { listeners, control: stack.use(await listen({ host, port: controlUi.port }, 'control')) };
}

function composeParts(
  { sources, strays }: ServiceOptions,
  setLogLevel: LiveOptions['setLogLevel'],
): Pick<ComposeOptions, 'live' | 'strays'> {
  return {
    ...(sources === undefined ? {} : { live: { sources, setLogLevel } }),
    ...(strays === undefined ? {} : { strays }),
  };
}

async function drain(
  services: readonly Service[],
  listeners: readonly Listener[],
  log: Logger,
): Promise<void> {
  for (const listener of listeners) listener.stopAccepting();
  try {
    await withDeadline({ timeoutMs: drainTimeoutMs, name: 'Ending running answers' }, async () => {
      await Promise.all(services.map((service) => service.drain()));
    });
  } catch (error) {
    const isLate = hasCode(error, 'timeout');
    log.warn(isLate ? 'Running answers were cut off' : 'Stopping failed', {
      reason: errorText(error),
    });
  }
}
