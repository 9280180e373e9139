import type { Clock, Logger } from '@homarus/base';
import type { LanguageModel, ModelCallOptions, ModelMessage } from '@homarus/models';

import type { AgentLimits } from './limits.ts';
import type { Tool, ToolContext } from './tool.ts';

/** Whose turn it is; handed to every tool. */
export type RunContext = Omit<ToolContext, 'toolCallId' | 'signal'>;

/** How the model should answer. What is absent is left to the model. */
export interface ModelSettings {
  readonly maxOutputTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly stopSequences?: readonly string[];
  /** How long the model thinks before it answers; its endpoint must know the parameter. */
  readonly reasoning?: NonNullable<ModelCallOptions['reasoning']>;
  /**
   * Holds for the first round only, unless it is `none`: a model that is made to call a tool in every
   * round never comes to an answer.
   */
  readonly toolChoice?: NonNullable<ModelCallOptions['toolChoice']>;
}

export interface RunAgentOptions {
  readonly model: LanguageModel;
  /** Empty: no system message is sent. */
  readonly system: string;
  /** The conversation so far; the last message is what is to be answered. */
  readonly messages: readonly ModelMessage[];
  /** Names are unique. */
  readonly tools: readonly Tool[];
  readonly context: RunContext;
  /** Aborting it ends the run at once, whatever the model or a tool is doing. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly log: Logger;
  /** What is absent is taken from `defaultAgentLimits`. */
  readonly limits?: Partial<AgentLimits>;
  readonly settings?: ModelSettings;
  /**
   * Messages of the user that came while the run went on. Asked before each round but the first, and
   * when the model is done; what it answers is part of the next round, and is not said again as a
   * `message` event: it must be in the log already. It must not reject.
   */
  readonly takeSteering?: () => Promise<readonly ModelMessage[]>;
  /** Sent with every model call, as they are. */
  readonly providerOptions?: NonNullable<ModelCallOptions['providerOptions']>;
}
