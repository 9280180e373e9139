import { AppError, nearestWord } from '@homarus/base';
import type { PluginMethodCall } from '@homarus/plugin-api';
import type { LoadedPlugin, PluginHost, RegisteredMethod } from '@homarus/plugins';
import * as v from 'valibot';

import { defineMethod } from '../rpc/method.ts';
import type { GatewayMethod } from '../rpc/method.ts';
import { toPluginsList } from './no-plugins.ts';

/**
 * `plugins.list`, `plugins.inspect`, and what plugins registered, but for names that are taken: one
 * plugin never stands in for the gateway or for another.
 */
export function pluginMethods(
  host: PluginHost,
  taken: ReadonlySet<string>,
): readonly GatewayMethod[] {
  const own = aboutPlugins(host);
  const names = new Set([...taken, ...own.map(({ name }) => name)]);
  const added = host.plugins.flatMap((loaded) =>
    loaded.registered.methods.flatMap((method) => {
      if (names.has(method.name)) {
        loaded.guard.note(`method ${method.name}`, new Error('the name is taken'));
        return [];
      }
      names.add(method.name);
      return [toMethod(host, loaded, method)];
    }),
  );
  return [...own, ...added];
}

function aboutPlugins(host: PluginHost): readonly GatewayMethod[] {
  return [
    defineMethod({
      name: 'plugins.list',
      scope: 'operator.read',
      params: v.object({}),
      handle: () =>
        toPluginsList(host.list().map(({ offers: _offers, folder: _folder, ...shown }) => shown)),
    }),
    defineMethod({
      name: 'plugins.inspect',
      scope: 'operator.admin',
      params: v.object({ id: v.pipe(v.string(), v.minLength(1)) }),
      handle: ({ id }) => ({ plugin: requireReport(host, id) }),
    }),
  ];
}

function requireReport(host: PluginHost, id: string) {
  const list = host.list();
  const found = list.find((report) => report.id === id);
  if (found !== undefined) return found;
  const known = list.map((report) => report.id);
  const near = nearestWord(id, known);
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
  throw new AppError('not_found', `id: there is no plugin '${id}'.${hint}`, {
    details: { path: 'id', known },
  });
}

interface Answered {
  readonly ok: boolean;
  readonly payload: unknown;
  readonly message: string | undefined;
}

function toMethod(
  { deadlines }: PluginHost,
  { guard }: LoadedPlugin,
  { name, scope, handler }: RegisteredMethod,
): GatewayMethod {
  return defineMethod({
    name,
    scope,
    params: v.record(v.string(), v.unknown()),
    handle: async (params, { caller, signal }) => {
      const call = { what: `method ${name}`, timeoutMs: deadlines.method, signal };
      const answer = await guard.call(call, async () => {
        const responded = Promise.withResolvers<Answered>();
        const given: PluginMethodCall = {
          params,
          client: { connId: caller.connId, userId: caller.userId },
          respond: (ok, payload, error) =>
            responded.resolve({ ok, payload, message: error?.message }),
        };
        const payload: unknown = await handler(given);
        if (payload !== undefined) responded.resolve({ ok: true, payload, message: undefined });
        return responded.promise;
      });
      if (answer.ok) return answer.payload ?? {};
      throw new AppError('unavailable', answer.message ?? `${name} failed.`, { retryable: false });
    },
  });
}
