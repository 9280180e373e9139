import type { Clock, Ids } from '@homarus/base';
import type { Memory } from '@homarus/memory';

import type { AdminDatabase } from '../admin/admin-store.ts';
import type { ToAuditRow } from '../admin/audit.ts';
import type { Caller } from '../auth.ts';
import type { Role } from '../role.ts';
import type { TokenStats } from '@homarus/metrics';
import type { RouteDoc } from '../openapi/route-doc.ts';
import type { ScopeDefaults } from '../scope.ts';

/** One call: its caller is known and its body read, but nothing in it is trusted yet. */
export interface Call {
  readonly memory: Memory;
  readonly admin: AdminDatabase;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly toAuditRow: ToAuditRow;
  /** Undefined: models are not counted. */
  readonly tokenStats: TokenStats | undefined;
  readonly caller: Caller;
  readonly defaults: ScopeDefaults;
  /** The body of the request, or of a GET and DELETE its query; with camelCase keys. */
  readonly body: unknown;
  /** The parts of the path that {@link Route.path} names. */
  readonly params: Readonly<Record<string, string>>;
  /** The bytes of the request; only of a route that {@link Route.takesStream}, and not of JSON. */
  readonly stream?: ReadableStream<Uint8Array> | undefined;
  /** Aborts when the caller goes away. */
  readonly signal: AbortSignal;
}

/**
 * Checks the whole call and its scope before it calls the memory, so that a bad call leaves nothing
 * half done; resolves with the body of the 200, or with an answer of its own kind.
 */
export type Endpoint = (call: Call) => Promise<object>;

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`; `:name` stands for one part of it: `/memories/:id`. */
  readonly path: string;
  /** Who may call it at least. Default: `member`. */
  readonly role?: Role;
  /**
   * Its body is not JSON, unless the request says so: {@link Call.body} is the query, and the bytes come
   * as they arrive.
   */
  readonly takesStream?: true;
  /** What the documentation says of it; a test asks for it. */
  readonly doc?: RouteDoc | undefined;
  readonly endpoint: Endpoint;
}

/** Routes that are called with POST under their own names. */
export function routesByName(
  endpoints: Readonly<Record<string, Endpoint>>,
  docs: Readonly<Record<string, RouteDoc>> = {},
): readonly Route[] {
  return Object.entries(endpoints).map(([name, endpoint]) => ({
    method: 'POST',
    path: `/${name}`,
    doc: docs[name],
    endpoint,
  }));
}
