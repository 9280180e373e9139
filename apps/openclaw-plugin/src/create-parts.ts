import path from 'node:path';

import { systemClock } from '@homarus/base';
import type { Clock } from '@homarus/base';

import { pluginId } from './about.ts';
import { createDeliveries, createSend } from './deliveries.ts';
import type { HostApi } from './host/host-api.ts';
import { createLog } from './log.ts';
import { createMemoryLink } from './memory-link.ts';
import { createOpenConversations } from './open-conversations.ts';
import { createLazyOutbox } from './lazy-outbox.ts';
import type { LastRecall, Parts, RecallLog } from './parts.ts';
import { fileSessionNotes } from './session-notes.ts';
import type { Settings } from './settings.ts';

/** Makes what all of the plugin shares. Touches neither the disk nor the network. */
export function createParts(api: HostApi, settings: Settings, clock: Clock = systemClock): Parts {
  const log = createLog(api.logger);
  const { url, apiKey, keepAliveMs, outboxMaxTurns, outboxMaxBytes } = settings;
  const link = createMemoryLink({ clock, log }, { url, apiKey, keepAliveMs });
  const folder = stateFolder(api, settings);
  const outbox = createLazyOutbox(
    { clock, log, send: createSend(link, settings) },
    {
      folder: path.join(folder, 'outbox'),
      maxEntries: outboxMaxTurns,
      maxBytes: outboxMaxBytes,
    },
  );
  return {
    settings,
    link,
    deliveries: createDeliveries({ outbox, link, clock }, settings),
    conversations: createOpenConversations(),
    notes: fileSessionNotes(path.join(folder, 'sessions')),
    recalls: createRecallLog(),
    log,
    clock,
  };
}

/** Some hosts give each plugin a folder of its own, others one for all. */
function stateFolder({ resolvePath, runtime }: HostApi, { stateDir }: Settings): string {
  if (stateDir !== undefined) return resolvePath(stateDir);
  const given = runtime.state.resolveStateDir();
  return path.basename(given) === pluginId ? given : path.join(given, pluginId);
}

function createRecallLog(): RecallLog {
  let last: LastRecall | undefined;
  return {
    get last() {
      return last;
    },
    note(recall) {
      last = recall;
    },
  };
}
