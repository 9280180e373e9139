import type { GatewayMethod } from '../../rpc/method.ts';
import type { ChatMethodDeps, ChatMethodOptions } from './chat-deps.ts';
import { controlMethods } from './control.ts';
import { historyMethods } from './history.ts';
import { sendMethods } from './send.ts';
import { wakeMethods } from './wake.ts';

export type { ChatMethodDeps, ChatMethodOptions } from './chat-deps.ts';

/** `chat.*`, `agent`, `agent.wait`, `wake`. */
export function chatMethods(
  deps: ChatMethodDeps,
  options: ChatMethodOptions,
): readonly GatewayMethod[] {
  const context = { ...deps, ...options };
  return [sendMethods, historyMethods, controlMethods, wakeMethods].flatMap((methods) =>
    methods(context),
  );
}
