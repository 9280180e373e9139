import { useSignal } from '@preact/signals';

import { useApp } from '../app.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Page } from '../components/page.tsx';
import { useLoad } from '../components/use-load.ts';
import { CareView } from './care-view.tsx';
import { DashboardView } from './dashboard-view.tsx';
import { LibraryView } from './library-view.tsx';
import { LogView } from './log-view.tsx';
import { MemoryTabs } from './memory-tabs.tsx';
import type { PanelFacts } from './panel-facts.ts';
import { SearchView } from './search-view.tsx';
import { isTab, parseMemoryPlace } from './sections.ts';
import type { MemoryPlace } from './sections.ts';
import { TransferView } from './transfer-view.tsx';

/** The memory: what is remembered, where it is from, and what can be done about it. */
export function MemoryView() {
  const { gateway, router } = useApp();
  const place = parseMemoryPlace(router.route.value.place);
  const agent = useSignal('');
  const facts = useLoad(async () => {
    const client = gateway.client.value;
    const [config, facets, health] = await Promise.all([
      client.call('memory.admin.config'),
      client.call('memory.admin.facets', {}),
      client.call('health'),
    ]);
    const known = new Set([...health.agents.map(({ agentId }) => agentId), ...facets.agents]);
    const agents = [...known];
    return { config, agents, sessions: facets.sessions, defaultAgent: health.defaultAgentId };
  }, []);
  return (
    <Page>
      <MemoryTabs section={place.section} config={facts.data?.config} />
      <LoadedView loaded={facts}>
        {({ defaultAgent, ...data }) => (
          <SectionView
            place={place}
            panel={{
              ...data,
              agentId: agent.value === '' ? defaultAgent : agent.value,
              chooseAgent: (next) => {
                agent.value = next;
              },
            }}
          />
        )}
      </LoadedView>
    </Page>
  );
}

interface SectionProps {
  readonly place: MemoryPlace;
  readonly panel: PanelFacts;
}

function SectionView({ place: { section, rest }, panel }: SectionProps) {
  if (isTab(section)) return <LibraryView key={section} tab={section} panel={panel} />;
  switch (section) {
    case 'dashboard':
      return <DashboardView panel={panel} />;
    case 'search':
      return <SearchView panel={panel} initial={rest} />;
    case 'log':
      return <LogView panel={panel} />;
    case 'care':
      return <CareView panel={panel} />;
    default:
      return <TransferView />;
  }
}
