import type { MirrorStatus } from '@homarus/memory';
import { MaintenanceBody, type MirrorAnswer, parseInput } from '@homarus/protocol';

import { toTarget } from './maintenance.ts';
import { mirrorDocs } from './mirror-docs.ts';
import type { Endpoint, Route } from './route.ts';

/** The Markdown tree, for who operates an account or the server. */
export const mirrorRoutes: readonly Route[] = [route('status'), route('sync'), route('rebuild')];

function route(name: 'status' | 'sync' | 'rebuild'): Route {
  const endpoint: Endpoint = async (call) => {
    const target = toTarget(call, parseInput(MaintenanceBody, call.body));
    return toAnswer(await call.memory.mirror[name](target, call.signal));
  };
  return {
    method: 'POST',
    path: `/mirror/${name}`,
    role: 'admin',
    doc: mirrorDocs[name],
    endpoint,
  };
}

function toAnswer(status: MirrorStatus): MirrorAnswer {
  return { ok: true, ...status, failure: status.failure ?? null };
}
