import type { JobHandler } from '../jobs/worker.ts';
import type { ConversationStore } from '../ports/conversation-store.ts';
import type { MemoryStore, SessionArchive } from '../ports/memory-store.ts';
import { requireSession } from '../scope.ts';
import { readStretch, summarizeByModel } from './archive-session.ts';
import type { ArchiveDeps } from './archive-session.ts';
import { rebuildJob } from './rebuild-schedule.ts';

/** Then the summary by rules stays; the next archive takes it in. */
const maxAttempts = 10;
const maxArchives = 100;

export interface RebuildJobDeps extends ArchiveDeps {
  readonly store: MemoryStore & ConversationStore;
}

/**
 * Has the model write the summary of a session's last archive, where rules had to. While the model
 * fails, it is tried again later. Resolves to whether the archive was rebuilt.
 */
export function createRebuildJob(deps: RebuildJobDeps): JobHandler<boolean> {
  return async (job, { signal }) => {
    const scope = requireSession(job.scope);
    const [archive, ...older] = await deps.store.listArchives(scope, { limit: maxArchives });
    if (archive?.isProvisional !== true) return false;
    const base = older.find(({ isProvisional }) => isProvisional !== true);
    const input = await readStretch(deps, scope, {
      fromPosition: base === undefined ? 0 : base.toPosition + 1,
      toPosition: archive.toPosition,
      previous: base?.summary,
    });
    const summary = await summarizeByModel(deps, input, signal);
    if (summary !== undefined) {
      return deps.store.replaceArchive(scope, toFinal(archive, summary));
    }
    const attempt = Number(job.payload['attempt'] ?? 0) + 1;
    if (attempt < maxAttempts) {
      const next = rebuildJob(deps.ids.next('job'), scope, { now: deps.clock.now(), attempt });
      await deps.store.commit(scope, { jobs: [next] });
    }
    return false;
  };
}

function toFinal(archive: SessionArchive, summary: string): SessionArchive {
  const { isProvisional: _done, ...rest } = archive;
  return { ...rest, summary };
}
