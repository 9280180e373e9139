import { AppError } from '@homarus/base';
import type { HookHandler, HookName, HookOptions, PluginApi } from '@homarus/plugin-api';

import type { ApiParts } from './create-api.ts';
import { conversationHooks, isHookName } from './registered.ts';
import type { Registered } from './registered.ts';

type Registrars = Pick<PluginApi, Extract<keyof PluginApi, `register${Capitalize<string>}`> | 'on'>;

/** More of one kind than any plugin needs. */
const maxOfKind = 200;

/** What fills the list of one plugin. A registration that cannot be is noted; the others stand. */
export function registrars(
  parts: ApiParts,
  registered: Registered,
): Omit<Registrars, 'registrationMode'> {
  const { plugin, guard } = parts;
  const add = <T>(list: T[], value: T): void => {
    if (list.length >= maxOfKind) {
      throw new AppError('rate_limited', `A plugin registers at most ${maxOfKind} of a kind.`);
    }
    list.push(value);
  };
  const on = <N extends HookName>(
    name: N,
    handler: HookHandler<N>,
    options: HookOptions = {},
  ): void => {
    const problem = hookProblem(parts, name);
    if (problem === undefined) add(registered.hooks[name], { handler, options });
    else parts.logger.warn(problem);
  };
  const unused = (what: string) => (): void => {
    add(registered.unused, what);
    parts.logger.warn(`This version of the host has no use for api.${what}()`);
  };
  return {
    on,
    registerHook(names, handler, options) {
      for (const name of typeof names === 'string' ? [names] : names) on(name, handler, options);
    },
    registerTool(tool, { optional = false } = {}) {
      if (typeof tool !== 'function' && plugin.tools?.includes(tool.name) === false) {
        guard.note(`tool ${tool.name}`, notInManifest(tool.name));
        return;
      }
      add(registered.tools, { tool, isOptional: optional });
    },
    registerHttpRoute(route) {
      add(registered.routes, { ...route, path: routePath(plugin.id, route.path) });
    },
    registerGatewayMethod(name, handler, { scope = 'operator.admin' } = {}) {
      const full = name.startsWith(`${plugin.id}.`) ? name : `${plugin.id}.${name}`;
      add(registered.methods, { name: full, handler, scope });
    },
    registerService: (service) => add(registered.services, service),
    registerCommand: (command) => add(registered.commands, command),
    registerCli: (registrar) => add(registered.clis, registrar),
    registerMemoryCapability: (capability) => add(registered.memory, capability),
    registerMemoryPromptSupplement: (builder) => add(registered.memoryPrompts, builder),
    registerContextEngine: (id, factory) => add(registered.engines, { id, factory }),
    registerProvider: (provider) => add(registered.providers, provider),
    registerCompactionProvider: unused('registerCompactionProvider'),
    registerEmbeddingProvider: unused('registerEmbeddingProvider'),
    registerChannel: unused('registerChannel'),
  };
}

/** Why a handler is never called; undefined when it is. */
function hookProblem({ plugin, settings }: ApiParts, name: string): string | undefined {
  if (!isHookName(name)) return `This host has no event ${name}; its handler is never called`;
  const isAllowed = settings.entries[plugin.id]?.hooks?.allowConversationAccess === true;
  if (isAllowed || !conversationHooks.has(name)) return undefined;
  return `The event ${name} shows conversations; its handler is called only with plugins.entries.${plugin.id}.hooks.allowConversationAccess: true`;
}

function notInManifest(name: string): AppError {
  return new AppError(
    'invalid_request',
    `contracts.tools of the manifest does not name ${name}; the tool is left out.`,
  );
}

/** Below the plugin's own place. */
export function routePath(pluginId: string, path: string): string {
  const root = `/plugins/${pluginId}`;
  const isOwn = path === root || path.startsWith(`${root}/`);
  return isOwn ? path : `${root}/${path.replace(/^\/+/u, '')}`.replace(/\/$/u, '');
}
