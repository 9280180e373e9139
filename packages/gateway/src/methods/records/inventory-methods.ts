import type { Clock } from '@homarus/base';
import * as v from 'valibot';

import type { Agents } from '../../agents.ts';
import type { PluginCommandEntry } from '../../plugins/gateway-plugins.ts';
import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';
import type { WorkspaceOf } from '../../tools/files/text-file.ts';

export interface InventoryDeps {
  readonly agents: Agents;
  readonly workspaceOf: WorkspaceOf;
  readonly clock: Clock;
  /** Of plugins. */
  readonly commands: readonly PluginCommandEntry[];
}

/** What is installed: this gateway has no skills and no channels. */
export function inventoryMethods({
  agents,
  workspaceOf,
  clock,
  commands,
}: InventoryDeps): readonly GatewayMethod[] {
  return [
    defineMethod({
      name: 'skills.status',
      scope: 'operator.read',
      params: v.object({ agentId: v.optional(v.string()) }),
      handle: ({ agentId = agents.byDefault.id }) => {
        const { id } = agents.require(agentId, 'agentId');
        const workspaceDir = workspaceOf(id).root;
        return { workspaceDir, managedSkillsDir: '', agentId: id, skills: [] };
      },
    }),
    defineMethod({
      name: 'commands.list',
      scope: 'operator.read',
      params: v.object({}),
      handle: () => ({
        commands: commands.map(({ pluginId, ...command }) => ({
          ...command,
          source: 'plugin',
          pluginId,
        })),
      }),
    }),
    defineMethod({
      name: 'channels.status',
      scope: 'operator.read',
      params: v.object({}),
      handle: () => ({
        ts: clock.now(),
        channelOrder: [],
        channelLabels: {},
        channelDetailLabels: {},
        channelSystemImages: {},
        channelMeta: [],
        channels: {},
        channelAccounts: {},
        channelDefaultAccountId: {},
      }),
    }),
  ];
}
