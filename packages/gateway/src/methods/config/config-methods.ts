import { AppError } from '@homarus/base';
import type { Clock } from '@homarus/base';
import * as v from 'valibot';

import { noteCall } from '../../audit/actor.ts';
import type { AuditTrail } from '../../audit/audit-trail.ts';
import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';
import type { ConfigChanged, ConfigDesk, ConfigSnapshot } from './config-desk.ts';
import { toLookup } from './schema-lookup.ts';

export interface ConfigMethodsDeps {
  readonly desk: ConfigDesk;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly version: string;
}

const Change = v.object({
  raw: v.pipe(v.string(), v.maxLength(1_000_000)),
  baseHash: v.optional(v.string()),
});

/** `config.*`. */
export function configMethods(deps: ConfigMethodsDeps): readonly GatewayMethod[] {
  const { desk, clock, version } = deps;
  return [
    defineMethod({
      name: 'config.get',
      scope: 'operator.read',
      params: v.object({}),
      handle: async () => toPayload(await desk.get()),
    }),
    changeMethod(deps, 'set'),
    changeMethod(deps, 'patch'),
    defineMethod({
      name: 'config.schema',
      scope: 'operator.read',
      params: v.object({}),
      handle: () => ({
        schema: desk.schema(),
        uiHints: {},
        version,
        generatedAt: new Date(clock.now()).toISOString(),
      }),
    }),
    defineMethod({
      name: 'config.schema.lookup',
      scope: 'operator.read',
      params: v.object({ path: v.string() }),
      handle: ({ path }) => {
        const part = desk.lookup(path);
        if (part !== undefined) return toLookup(part, (inner) => desk.lookup(inner));
        throw new AppError('not_found', `path: the configuration has no '${path}'.`, {
          details: { path: 'path' },
        });
      },
    }),
  ];
}

function changeMethod({ desk, audit }: ConfigMethodsDeps, verb: 'set' | 'patch'): GatewayMethod {
  return defineMethod({
    name: `config.${verb}`,
    scope: 'operator.admin',
    params: Change,
    handle: async ({ raw, baseHash }, call) => {
      const changed = await desk[verb](raw, baseHash);
      const target = changed.changed.join(' ');
      await noteCall(audit, call, { action: `config.${verb}`, target });
      return toChangedPayload(changed);
    },
  });
}

function toPayload({ parsed, config, ...rest }: ConfigSnapshot): object {
  return {
    ...rest,
    includedPaths: [],
    parsed,
    sourceConfig: parsed,
    resolved: parsed,
    config,
    runtimeConfig: config,
    warnings: [],
    legacyIssues: [],
    configRevisionHash: rest.hash,
    appliedConfigHash: rest.hash,
  };
}

function toChangedPayload(change: ConfigChanged): object {
  const { path, config, hash, changed, restartRequired, restartPaths } = change;
  return { ok: true, path, config, hash, changed, restartRequired, restartPaths };
}
