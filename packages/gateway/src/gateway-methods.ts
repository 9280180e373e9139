import type { AgentServices } from './gateway-agents.ts';
import { joinMemoryMethods } from './gateway-memory.ts';
import type { MemoryMethodsOptions, MemoryParts } from './gateway-memory.ts';
import { joinSessionMethods } from './gateway-sessions.ts';
import type { SessionParts } from './gateway-sessions.ts';
import { chatMethods } from './methods/chat/index.ts';
import type { ChatMethodDeps } from './methods/chat/index.ts';
import type { GatewayMethod } from './rpc/method.ts';
import type { TurnsOptions } from './turns/turns-options.ts';

type MethodParts = Pick<AgentServices, 'methods'> &
  MemoryParts &
  SessionParts &
  ChatMethodDeps & {
    /** About scheduled jobs. */
    readonly scheduled: readonly GatewayMethod[];
  };

/** What this gateway offers over WebSocket, beside its health, its clients and what plugins offer. */
export function joinMethods(
  parts: MethodParts,
  options: Pick<MemoryMethodsOptions, 'memoryTabs'>,
  turnsOptions: TurnsOptions,
): readonly GatewayMethod[] {
  const { accountId } = turnsOptions;
  return [
    ...parts.methods,
    ...parts.scheduled,
    ...joinMemoryMethods(parts, { ...options, ...turnsOptions }),
    ...chatMethods(parts, { accountId }),
    ...joinSessionMethods(parts, turnsOptions),
  ];
}
