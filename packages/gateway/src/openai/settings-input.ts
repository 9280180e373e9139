import type { ModelSettings } from '@homarus/agent';

/** The settings of a body under names common to both APIs. */
export interface GivenSettings {
  readonly maxOutputTokens?: number | undefined;
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  readonly stopSequences?: readonly string[] | undefined;
  readonly toolChoice?: 'none' | 'auto' | 'required' | { readonly name: string } | undefined;
}

export function toSettings(given: GivenSettings): ModelSettings {
  const { maxOutputTokens, temperature, topP, stopSequences, toolChoice } = given;
  return {
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(stopSequences === undefined ? {} : { stopSequences }),
    ...(toolChoice === undefined ? {} : { toolChoice: toToolChoice(toolChoice) }),
  };
}

function toToolChoice(
  choice: NonNullable<GivenSettings['toolChoice']>,
): NonNullable<ModelSettings['toolChoice']> {
  return typeof choice === 'string' ? { type: choice } : { type: 'tool', toolName: choice.name };
}
