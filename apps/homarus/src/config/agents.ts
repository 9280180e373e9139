import type { AgentSettings } from '@homarus/gateway';

import type { Environment } from '../env.ts';
import type { ConfigFile } from './schema.ts';

/**
 * The agents of the configuration, the default one first: `memory.agent_id`, which `claw` describes
 * where its own entry says nothing.
 */
export function toAgents(
  config: ConfigFile,
  toPath: (place: string) => string,
): readonly AgentSettings[] {
  const { claw, agents, memory } = config;
  const { [memory.agent_id]: own = {}, ...others } = agents;
  const first = { ...own, name: own.name ?? claw.name, soul: own.soul ?? claw.instructions };
  return [
    toSettings(memory.agent_id, first, toPath),
    ...Object.entries(others).map(([id, entry]) => toSettings(id, entry, toPath)),
  ];
}

type AgentEntry = ConfigFile['agents'][string];

function toSettings(
  id: string,
  entry: AgentEntry,
  toPath: (place: string) => string,
): AgentSettings {
  const { soul, workspace, tools, ...rest } = entry;
  return {
    id,
    ...present(rest),
    ...(tools === undefined ? {} : { tools: present(tools) }),
    ...(soul === undefined ? {} : { instructions: soul }),
    ...(workspace === undefined ? {} : { workspace: toPath(workspace) }),
  };
}

/** Without what is undefined. */
function present<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

/** Variables that programs need and that hold no secret. `HOME` is the workspace. */
const passedOn = /^(?:LANG|LC_[A-Z]+|TERM|TZ|TMPDIR|USER|LOGNAME)$/u;

/** What commands of agents see of our environment. A search path has no relative folder in it. */
export function toExecEnvironment(env: Environment): Readonly<Record<string, string>> {
  const folders = (env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin').split(':');
  const kept = Object.entries(env).filter(([name]) => passedOn.test(name));
  return {
    ...Object.fromEntries(kept),
    PATH: folders.filter((one) => one.startsWith('/')).join(':'),
  };
}
