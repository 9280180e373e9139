import { useSignal } from '@preact/signals';

import { useApp, useTexts } from '../app.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Page } from '../components/page.tsx';
import { useLoad } from '../components/use-load.ts';
import { toHash } from '../settings/route.ts';
import { CareView } from './care-view.tsx';
import { DashboardView } from './dashboard-view.tsx';
import { LibraryView } from './library-view.tsx';
import { LogView } from './log-view.tsx';
import type { PanelFacts } from './panel-facts.ts';
import { SearchView } from './search-view.tsx';
import { isTab, memorySections, parseMemoryPlace } from './sections.ts';
import { TransferView } from './transfer-view.tsx';

/** The memory: what is remembered, where it is from, and what can be done about it. */
export function MemoryView() {
  const { gateway, router } = useApp();
  const t = useTexts();
  const { section, rest } = parseMemoryPlace(router.route.value.place);
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
      <nav class="tabs" aria-label={t.panel.label}>
        {memorySections
          .filter((name) => !isTab(name) || facts.data?.config.tabCategories[name].length !== 0)
          .map((name) => (
            <a
              key={name}
              href={toHash({ page: 'memory', place: name })}
              aria-current={name === section ? 'page' : undefined}
            >
              {t.panel.sections[name]}
            </a>
          ))}
      </nav>
      <LoadedView loaded={facts}>
        {(data) => {
          const agentId = agent.value === '' ? data.defaultAgent : agent.value;
          const panel: PanelFacts = {
            ...data,
            agentId,
            chooseAgent: (next) => {
              agent.value = next;
            },
          };
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
        }}
      </LoadedView>
    </Page>
  );
}
