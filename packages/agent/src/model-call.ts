import type { ModelCallOptions, ModelPrompt } from '@homarus/models';

import type { RunAgentOptions } from './options.ts';

/** What a round asks of the model. */
export function toCallOptions(
  { tools, settings = {}, providerOptions }: RunAgentOptions,
  prompt: ModelPrompt,
  round: number,
): ModelCallOptions {
  const { toolChoice, stopSequences, ...rest } = settings;
  const isChoiceKept = round === 1 || toolChoice?.type === 'none';
  return {
    prompt,
    ...rest,
    ...(stopSequences === undefined ? {} : { stopSequences: [...stopSequences] }),
    ...(providerOptions === undefined ? {} : { providerOptions }),
    ...(tools.length === 0 ? {} : { tools: toFunctionTools(tools) }),
    ...(toolChoice === undefined || !isChoiceKept ? {} : { toolChoice }),
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
