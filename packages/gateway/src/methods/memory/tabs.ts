import { AppError } from '@homarus/base';
import { expandCategories } from '@homarus/memory';
import type { RowCategory } from '@homarus/memory';
import { memoryTabCategories } from '@homarus/protocol';
import type { CategoryFilter, MemoryTab } from '@homarus/protocol';

/** The tabs that may be off; the one about the person never is. */
export interface EnabledTabs {
  readonly full: boolean;
  readonly self: boolean;
}

export const memoryTabs = ['user', 'self', 'full'] as const satisfies readonly MemoryTab[];

export function isEnabled(tab: MemoryTab, enabled: EnabledTabs): boolean {
  return tab === 'user' || enabled[tab];
}

/** The categories of a tab, those of messages one by one; none of a tab that is off. */
export function categoriesOf(tab: MemoryTab, enabled: EnabledTabs): readonly RowCategory[] {
  return isEnabled(tab, enabled) ? [...(expandCategories(memoryTabCategories[tab]) ?? [])] : [];
}

/** Those of a tab that a filter leaves; `invalid_request` for a category of another tab. */
export function requireCategories(
  tab: MemoryTab,
  category: string | undefined,
  enabled: EnabledTabs,
): readonly RowCategory[] {
  const known: readonly CategoryFilter[] = memoryTabCategories[tab];
  const chosen = known.find((name) => name === category);
  if (category !== undefined && chosen === undefined) {
    throw new AppError(
      'invalid_request',
      `category: the tab '${tab}' has no '${category}'; it has ${known.join(', ')}.`,
      { details: { path: 'category' } },
    );
  }
  if (!isEnabled(tab, enabled)) return [];
  return chosen === undefined
    ? categoriesOf(tab, enabled)
    : [...(expandCategories([chosen]) ?? [])];
}

export function tabOf(category: string): MemoryTab | 'other' {
  const has = (tab: MemoryTab): boolean =>
    memoryTabCategories[tab].some((name: string) => name === category);
  return memoryTabs.find(has) ?? 'other';
}
