import type { GatewayMethod } from '../../rpc/method.ts';
import { changeMethods } from './change-sessions.ts';
import { listMethods } from './list-sessions.ts';
import { readMethods } from './read-sessions.ts';
import { runMethods } from './run-sessions.ts';
import { searchMethods } from './search-sessions.ts';
import type { SessionMethodDeps, SessionMethodOptions } from './sessions-deps.ts';
import { usageMethods } from './usage-sessions.ts';

export type * from './sessions-deps.ts';
export { observeTurns } from './observe-turns.ts';

/** `sessions.*`. */
export function sessionMethods(
  deps: SessionMethodDeps,
  options: SessionMethodOptions,
): readonly GatewayMethod[] {
  const context = { ...deps, ...options };
  return [listMethods, readMethods, changeMethods, runMethods, searchMethods, usageMethods].flatMap(
    (methods) => methods(context),
  );
}
