import { AppError, nearestWord } from '@homarus/base';

import type { ExecMode } from './tools/exec/exec-policy.ts';
import type { ToolPolicy } from './tools/tool-policy.ts';

/** One agent of this gateway. */
export interface AgentSettings {
  /** Letters, digits, `-` and `_`; part of session keys and model names. */
  readonly id: string;
  /** How it calls itself. Default `Homarus`. */
  readonly name?: string;
  /** What stands first in its system prompt, after who it is. */
  readonly instructions?: string;
  /** One that stands for it in lists. */
  readonly emoji?: string;
  /** The address or data of a picture. */
  readonly avatar?: string;
  /** `<provider>/<model>`, or the name of a configured model. Default: the gateway's own. */
  readonly model?: string;
  /** Absolute. Default: a folder of its id among the workspaces of the gateway. */
  readonly workspace?: string;
  /** Default: every tool but `exec`. */
  readonly tools?: ToolPolicy;
  /** Default `deny`. */
  readonly exec?: { readonly mode: ExecMode; readonly allow: readonly string[] };
}

export const defaultAgentId = 'main';

/** Model names that stand for the default agent, and the prefixes of `<name>/<agentId>`. */
const modelNames = ['homarus', 'openclaw'] as const;

export interface Agents {
  /** In the order of the settings; the first is the default. */
  readonly list: readonly AgentSettings[];
  readonly byDefault: AgentSettings;
  /** `not_found` with the known ids in its details when there is no such agent. */
  require(agentId: string, path: string): AgentSettings;
  /**
   * The agent that a `model` of a request names; undefined when it names none in particular
   * (`homarus`, `openclaw`, or no model at all).
   */
  ofModel(model: string | undefined): AgentSettings | undefined;
  /** Every name that a request may give as its `model`. */
  readonly modelIds: readonly string[];
}

/** Agents that may change while the gateway runs. */
export interface AgentList extends Agents {
  /** From now on these are the agents. */
  replace(settings: readonly AgentSettings[]): void;
}

export function createAgents(settings: readonly AgentSettings[]): AgentList {
  let list = orDefault(settings);
  const find = (agentId: string): AgentSettings | undefined =>
    list.find((agent) => agent.id === agentId);
  const modelIds = (): readonly string[] => [
    ...modelNames,
    ...modelNames.flatMap((name) => list.map((agent) => `${name}/${agent.id}`)),
  ];
  return {
    get list() {
      return list;
    },
    get byDefault() {
      return list[0];
    },
    get modelIds() {
      return modelIds();
    },
    replace(next) {
      list = orDefault(next);
    },
    require: (agentId, path) =>
      find(agentId) ??
      failUnknown(
        path,
        agentId,
        list.map(({ id }) => id),
      ),
    ofModel(model) {
      if (model === undefined || modelNames.some((name) => name === model)) return undefined;
      const agentId = /^(?:homarus|openclaw)[/:](.+)$/u.exec(model)?.[1];
      const agent = agentId === undefined ? undefined : find(agentId);
      return agent ?? failUnknown('model', model, modelIds());
    },
  };
}

function orDefault(
  settings: readonly AgentSettings[],
): readonly [AgentSettings, ...AgentSettings[]] {
  const [first, ...others] = settings;
  return first === undefined ? [{ id: defaultAgentId }] : [first, ...others];
}

function failUnknown(path: string, value: string, known: readonly string[]): never {
  const near = nearestWord(value, known);
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
  throw new AppError(
    'not_found',
    `${path}: there is no agent '${value}'.${hint} Known: ${known.join(', ')}.`,
    { details: { path, known } },
  );
}
