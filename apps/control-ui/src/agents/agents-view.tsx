import '../styles/operate.css';

import { useApp } from '../app.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Page } from '../components/page.tsx';
import { useLoad } from '../components/use-load.ts';
import { toHash } from '../settings/route.ts';
import { useManageTexts } from '../texts/manage/index.ts';
import { AgentDetail } from './agent-detail.tsx';
import { CreateAgent } from './create-agent.tsx';
import { readAgents } from './read-agents.ts';
import type { AgentsFacts, ListedAgent } from './read-agents.ts';

/** The agents; the route's place is the id of the one that is open. */
export function AgentsView() {
  const { gateway, router } = useApp();
  const { agents: t } = useManageTexts();
  const open = router.route.value.place;
  const facts = useLoad(() => readAgents(gateway.client.value), [open]);
  return (
    <Page>
      <LoadedView loaded={facts}>
        {(data) => {
          const agent = data.agents.find(({ id }) => id === open);
          if (agent === undefined) return <AgentList facts={data} onChanged={facts.reload} />;
          return (
            <>
              <p>
                <a href={toHash({ page: 'agents', place: '' })}>← {t.all}</a>
              </p>
              <AgentDetail key={agent.id} agent={agent} facts={data} onChanged={facts.reload} />
            </>
          );
        }}
      </LoadedView>
    </Page>
  );
}

interface AgentListProps {
  readonly facts: AgentsFacts;
  readonly onChanged: () => void;
}

function AgentList({ facts, onChanged }: AgentListProps) {
  const { router } = useApp();
  const { agents: t } = useManageTexts();
  return (
    <>
      <CreateAgent
        models={facts.models}
        onCreated={(id) => {
          onChanged();
          router.go({ page: 'agents', place: id });
        }}
      />
      <ul class="items" aria-label={t.list}>
        {facts.agents.map((agent) => (
          <AgentItem key={agent.id} agent={agent} />
        ))}
      </ul>
    </>
  );
}

function AgentItem({ agent }: { readonly agent: ListedAgent }) {
  const { startConversation } = useApp();
  const { agents: t } = useManageTexts();
  const { id, name, identity, model, workspace, isDefault } = agent;
  return (
    <li class="item">
      <p class="item-title">
        {identity.emoji === undefined ? null : <span aria-hidden="true">{identity.emoji}</span>}
        <a href={toHash({ page: 'agents', place: id })}>{name}</a>
        {isDefault ? <span class="chip">{t.isDefault}</span> : null}
      </p>
      <p class="facts">
        <span>{id}</span>
        {model === undefined ? null : <span>{model.primary}</span>}
        <span>{workspace}</span>
      </p>
      <div class="actions">
        <button type="button" class="quiet" onClick={() => startConversation(id)}>
          {t.chat}
        </button>
      </div>
    </li>
  );
}
