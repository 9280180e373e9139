import { AppError, nearestWord } from '@homarus/base';

/** One agent of this gateway. */
export interface AgentSettings {
  /** Letters, digits, `-` and `_`; part of session keys and model names. */
  readonly id: string;
  /** How it calls itself. Default `Homarus`. */
  readonly name?: string;
  /** What stands first in its system prompt, after who it is. */
  readonly instructions?: string;
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

export function createAgents(settings: readonly AgentSettings[]): Agents {
  const [byDefault = { id: defaultAgentId }] = settings;
  const list = settings.length === 0 ? [byDefault] : settings;
  const byId = new Map(list.map((agent) => [agent.id, agent] as const));
  const modelIds = [
    ...modelNames,
    ...modelNames.flatMap((name) => list.map((agent) => `${name}/${agent.id}`)),
  ];
  return {
    list,
    byDefault,
    modelIds,
    require: (agentId, path) => byId.get(agentId) ?? failUnknown(path, agentId, [...byId.keys()]),
    ofModel(model) {
      if (model === undefined || modelNames.some((name) => name === model)) return undefined;
      const agentId = /^(?:homarus|openclaw)[/:](.+)$/u.exec(model)?.[1];
      const agent = agentId === undefined ? undefined : byId.get(agentId);
      return agent ?? failUnknown('model', model, modelIds);
    },
  };
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
