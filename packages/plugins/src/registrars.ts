import { AppError } from '@homarus/base';
import type { HookHandler, HookName, HookOptions, PluginApi } from '@homarus/plugin-api';

import type { ApiParts } from './api-parts.ts';
import { problemOf } from './registration-shapes.ts';
import type { RegistrationKind } from './registration-shapes.ts';
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
  const { plugin } = parts;
  const add = createAdd(parts);
  const on = <N extends HookName>(
    name: N,
    handler: HookHandler<N>,
    options: HookOptions = {},
  ): void => {
    const problem = hookProblem(parts, name);
    if (problem !== undefined) parts.logger.warn(problem);
    else add('event', registered.hooks[name], { handler, options });
  };
  const leaveOut = (what: string, reason: string): void => {
    add('unused', registered.unused, what);
    parts.logger.warn(`${what} does nothing: ${reason}`);
  };
  return {
    on,
    registerHook(names, handler, options) {
      for (const name of typeof names === 'string' ? [names] : names) on(name, handler, options);
    },
    registerTool(tool, { optional = false, name, names } = {}) {
      const factoryNames = names ?? (name === undefined ? [] : [name]);
      add('tool', registered.tools, { tool, isOptional: optional, names: factoryNames });
    },
    registerHttpRoute(route) {
      add('route', registered.routes, route, (shaped) => ({
        ...shaped,
        path: routePath(plugin.id, shaped.path),
      }));
    },
    registerGatewayMethod(name, handler, { scope = 'operator.admin' } = {}) {
      const full = name.startsWith(`${plugin.id}.`) ? name : `${plugin.id}.${name}`;
      add('method', registered.methods, { name: full, handler, scope });
    },
    registerService: (service) => add('service', registered.services, service),
    registerCommand: (command) => add('command', registered.commands, command),
    registerCli: (registrar) => add('cli', registered.clis, registrar),
    registerMemoryCapability: (capability) => add('memory', registered.memory, capability),
    registerMemoryPromptSupplement: (builder) =>
      add('memory prompt', registered.memoryPrompts, builder),
    registerContextEngine: (id, factory) =>
      add('context engine', registered.engines, { id, factory }),
    registerProvider(provider) {
      if (isCatalogue(provider)) {
        leaveOut(`registerProvider(${provider.id})`, 'it has no createModel');
      } else add('provider', registered.providers, provider);
    },
    registerCompactionProvider: (provider) =>
      add('compaction provider', registered.compactionProviders, provider),
    registerEmbeddingProvider: (provider) =>
      add('embedding provider', registered.embeddingProviders, provider),
    registerChannel: () => leaveOut('registerChannel', 'this host has no channels'),
  };
}

/** OpenClaw's providers describe models that OpenClaw itself calls. */
function isCatalogue(provider: unknown): boolean {
  return typeof provider === 'object' && provider !== null && !('createModel' in provider);
}

/** `finish` is given what has the shape of its kind. */
type Add = <T>(kind: RegistrationKind, list: T[], value: T, finish?: (shaped: T) => T) => void;

function createAdd({ plugin, guard }: ApiParts): Add {
  let refused = 0;
  return (kind, list, value, finish) => {
    const problem = problemOf(kind, value, plugin);
    if (problem !== undefined) {
      refused += 1;
      guard.note(problem.what, new AppError('invalid_request', problem.text));
    } else {
      list.push(finish?.(value) ?? value);
    }
    if (list.length > maxOfKind || refused > maxOfKind) {
      throw new AppError('rate_limited', `A plugin registers at most ${maxOfKind} of a kind.`);
    }
  };
}

/** Why a handler is never called; undefined when it is. */
function hookProblem({ plugin, settings }: ApiParts, name: string): string | undefined {
  if (!isHookName(name)) return `This host has no event ${name}; its handler is never called`;
  const isAllowed = settings.entries[plugin.id]?.hooks?.allowConversationAccess === true;
  if (isAllowed || !conversationHooks.has(name)) return undefined;
  return `The event ${name} shows conversations; its handler is called only with plugins.entries.${plugin.id}.hooks.allowConversationAccess: true`;
}

/** Below the plugin's own place. */
export function routePath(pluginId: string, path: string): string {
  const root = `/plugins/${pluginId}`;
  const isOwn = path === root || path.startsWith(`${root}/`);
  return isOwn ? path : `${root}/${path.replace(/^\/+/u, '')}`.replace(/\/$/u, '');
}
