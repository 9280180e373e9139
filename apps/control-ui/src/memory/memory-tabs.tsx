import type { MemoryAdminConfig } from '@homarus/protocol';
import { useEffect, useRef } from 'preact/hooks';

import { useTexts } from '../app.ts';
import { toHash } from '../settings/route.ts';
import { isTab, memorySections } from './sections.ts';
import type { MemorySection } from './sections.ts';

interface MemoryTabsProps {
  readonly section: MemorySection;
  /** Undefined until it is known: all tabs are shown. */
  readonly config: MemoryAdminConfig | undefined;
}

/** The parts of the panel; without what the configuration has taken away. */
export function MemoryTabs({ section, config }: MemoryTabsProps) {
  const { panel } = useTexts();
  const tabs = useRef<HTMLElement>(null);
  useEffect(() => {
    const current = tabs.current?.querySelector('[aria-current]');
    current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [section]);
  return (
    <nav class="tabs" aria-label={panel.label} ref={tabs}>
      {memorySections
        .filter((name) => !isTab(name) || config?.tabCategories[name].length !== 0)
        .map((name) => (
          <a
            key={name}
            href={toHash({ page: 'memory', place: name })}
            aria-current={name === section ? 'page' : undefined}
          >
            {panel.sections[name]}
          </a>
        ))}
    </nav>
  );
}
