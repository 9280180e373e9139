import type { GatewayMethod } from '../../rpc/method.ts';
import type { ChatMethodDeps, ChatMethodOptions } from './chat-deps.ts';
import { controlMethods } from './control.ts';
import { historyMethods } from './history.ts';
import { sendMethods } from './send.ts';

export type { ChatMethodDeps, ChatMethodOptions } from './chat-deps.ts';

/** `chat.*`, `agent`, `agent.wait`. */
export function chatMethods(
  deps: ChatMethodDeps,
  options: ChatMethodOptions,
): readonly GatewayMethod[] {
  const context = { ...deps, ...options };
  return [sendMethods, historyMethods, controlMethods].flatMap((methods) => methods(context));
}
