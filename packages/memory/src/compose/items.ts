import { estimateTokens, singleLine, truncate } from '@homarus/base';
import type { Language } from '@homarus/base';

import type { MemoryLayer } from '../service.ts';
import { defuseMarks } from '../text/injection.ts';

/** One line of a layer: taken whole or not at all. */
export interface LayerItem {
  /** The memory or message that it is. */
  readonly id: string;
  readonly text: string;
  readonly tokens: number;
}

/** A longer text is cut: what a model needs more of, it can recall with a tool. */
const maxItemLength = 600;

/** A bullet of one line; `prefix` is its date, and who said it. */
export function toItem(id: string, text: string, prefix = ''): LayerItem {
  const line = `- ${prefix}${defuseMarks(truncate(singleLine(text), maxItemLength))}`;
  return { id, text: line, tokens: estimateTokens(line) + 1 };
}

export interface LayerContent {
  readonly layer: MemoryLayer;
  readonly items: readonly LayerItem[];
}

/** What share of the budget a layer may take at first; what one leaves, the next ones may use. */
const shares: readonly { readonly layer: MemoryLayer; readonly share: number }[] = [
  { layer: 'profile', share: 0.35 },
  { layer: 'working_set', share: 0.4 },
  { layer: 'session_state', share: 0.1 },
  { layer: 'archive', share: 0.15 },
];

/**
 * Fills the layers inside `budget` tokens, in order of priority: profile, working set, session state,
 * archive. An item that does not fit is left out whole, and with it those behind it in its layer.
 */
export function fillLayers(
  layers: readonly LayerContent[],
  budget: number,
): readonly LayerContent[] {
  let left = budget;
  let saved = 0;
  const filled = new Map<MemoryLayer, readonly LayerItem[]>();
  for (const { layer, share } of shares) {
    const allowed = Math.min(left, budget * share + saved);
    const items = layers.find((candidate) => candidate.layer === layer)?.items ?? [];
    const taken = takeWhile(items, allowed);
    const used = taken.reduce((sum, { tokens }) => sum + tokens, 0);
    left -= used;
    saved = allowed - used;
    filled.set(layer, taken);
  }
  return layers
    .map(({ layer }) => ({ layer, items: filled.get(layer) ?? [] }))
    .filter(({ items }) => items.length > 0);
}

function takeWhile(items: readonly LayerItem[], budget: number): readonly LayerItem[] {
  let used = 0;
  const end = items.findIndex(({ tokens }) => {
    used += tokens;
    return used > budget;
  });
  return end < 0 ? items : items.slice(0, end);
}

const titles: Readonly<Record<Language, Readonly<Record<MemoryLayer, string>>>> = {
  en: {
    profile: 'Profile',
    archive: 'Earlier in this conversation',
    session_state: 'State of this conversation',
    working_set: 'Recalled for this message',
  },
  zh: {
    profile: '用户档案',
    archive: '本次对话的早先内容',
    session_state: '本次对话的状态',
    working_set: '与这条消息有关的记忆',
  },
};

export function renderLayer({ layer, items }: LayerContent, language: Language): string {
  return [`## ${titles[language][layer]}`, ...items.map(({ text }) => text)].join('\n');
}
