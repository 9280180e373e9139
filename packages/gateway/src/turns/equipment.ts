import type { Tool } from '@homarus/agent';
import type { LanguageModel } from '@homarus/models';

/** What a turn of an agent works with. */
export interface TurnEquipment {
  readonly tools: readonly Tool[];
  /** What its workspace says to the model; empty when nothing. */
  readonly files: string;
  readonly model: LanguageModel;
  /** What the model takes in. */
  readonly contextTokens: number;
  /** Whether it takes a reasoning effort. */
  readonly canReason: boolean;
}

/** Looks up what a turn works with, for an agent and the model that its session has chosen. */
export type Equip = (agentId: string, chosenModel: string | undefined) => Promise<TurnEquipment>;
