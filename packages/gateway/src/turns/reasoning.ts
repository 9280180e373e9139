import type { ModelSettings } from '@homarus/agent';
import { thinkingLevels } from '@homarus/protocol';
import type { ThinkingLevel } from '@homarus/protocol';

import type { BegunTurn } from './begin-turn.ts';
import type { TurnEquipment } from './equipment.ts';

/** The provider's names; a model decides by itself without one. */
const efforts: Readonly<Record<ThinkingLevel, ModelSettings['reasoning']>> = {
  off: 'none',
  minimal: 'minimal',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'xhigh',
  max: 'max',
  adaptive: undefined,
};

export interface Reasoning {
  readonly settings: Pick<ModelSettings, 'reasoning'>;
  /** Why a level has no effect. */
  readonly problem: string | undefined;
}

/** The thinking level of a turn, else of its session, as its model's reasoning effort. */
export function toReasoning(
  { request, session }: Pick<BegunTurn, 'request' | 'session'>,
  { model, canReason }: Pick<TurnEquipment, 'model' | 'canReason'>,
): Reasoning {
  const wanted = request.thinkingLevel ?? session.facts.thinkingLevel;
  const level = thinkingLevels.find((known) => known === wanted);
  const effort = level === undefined ? undefined : efforts[level];
  if (effort === undefined) return { settings: {}, problem: undefined };
  if (canReason) return { settings: { reasoning: effort }, problem: undefined };
  const name = `${model.provider}/${model.modelId}`;
  const problem = `thinking: ${name} takes no reasoning effort; '${wanted}' was ignored.`;
  return { settings: {}, problem: effort === 'none' ? undefined : problem };
}
