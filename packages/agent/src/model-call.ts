import type { ModelCallOptions, ModelMessage } from '@homarus/models';

import type { RunAgentOptions } from './options.ts';

/** What a round asks of the model; rounds count from 1. */
export function toCallOptions(
  { system, tools, settings = {}, providerOptions }: RunAgentOptions,
  messages: readonly ModelMessage[],
  round: number,
): ModelCallOptions {
  const { toolChoice, stopSequences, ...rest } = settings;
  const isChoiceKept = tools.length > 0 && (round === 1 || toolChoice?.type === 'none');
  return {
    prompt: system === '' ? [...messages] : [{ role: 'system', content: system }, ...messages],
    ...rest,
    ...(stopSequences === undefined ? {} : { stopSequences: [...stopSequences] }),
    ...(providerOptions === undefined ? {} : { providerOptions }),
    ...(tools.length === 0 ? {} : { tools: toFunctionTools(tools) }),
    ...(toolChoice !== undefined && isChoiceKept ? { toolChoice } : {}),
  };
}

function toFunctionTools(tools: RunAgentOptions['tools']): NonNullable<ModelCallOptions['tools']> {
  return tools.map(({ name, description, parameters }) => ({
    type: 'function',
    name,
    description,
    inputSchema: parameters,
  }));
}
