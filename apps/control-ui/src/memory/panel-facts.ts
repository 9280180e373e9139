import type { MemoryAdminConfig } from '@homarus/protocol';

import { useApp } from '../app.ts';

/** What all parts of the panel know. */
export interface PanelFacts {
  readonly config: MemoryAdminConfig;
  readonly agents: readonly string[];
  readonly sessions: readonly string[];
  /** Whose view of the memory is shown. */
  readonly agentId: string;
  readonly chooseAgent: (agentId: string) => void;
}

/** The name of a category in the language of the page. */
export function useCategoryLabel({ config }: PanelFacts): (category: string) => string {
  const labels = config.categoryLabels[useApp().settings.language.value];
  return (category) => labels[category] ?? category;
}
