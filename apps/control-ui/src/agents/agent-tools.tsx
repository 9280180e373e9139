import type { ToolsResult } from '@homarus/protocol';

import { useApp } from '../app.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Card } from '../components/page.tsx';
import { useLoad } from '../components/use-load.ts';
import { useManageTexts } from '../texts/manage/index.ts';
import type { AgentDetailProps } from './agent-detail-props.ts';
import { ToolsForm } from './tools-form.tsx';

/** Which tools an agent may use. */
export function AgentTools(props: AgentDetailProps) {
  const { gateway } = useApp();
  const { agents: t } = useManageTexts();
  const { call } = gateway.client.value;
  const agentId = props.agent.id;
  const tools = useLoad(
    () => Promise.all([call('tools.catalog', { agentId }), call('tools.effective', { agentId })]),
    [agentId, props.facts],
  );
  return (
    <Card title={t.tools} note={t.toolsNote}>
      <LoadedView loaded={tools}>
        {([catalog, effective]) => (
          <>
            <ToolsForm {...props} catalog={catalog} profile={effective.profile ?? ''} />
            <EffectiveTools tools={effective} />
          </>
        )}
      </LoadedView>
    </Card>
  );
}

function EffectiveTools({ tools }: { readonly tools: ToolsResult }) {
  const { agents: t } = useManageTexts();
  return (
    <details class="tools">
      <summary>{t.effective}</summary>
      <ul class="parts">
        {tools.groups
          .flatMap((group) => group.tools)
          .map(({ id, description, risk = '' }) => (
            <li key={id} class="tool">
              <span>
                <code>{id}</code>{' '}
                {(t.risks[risk] ?? '') === '' ? null : <span class="chip">{t.risks[risk]}</span>}
              </span>
              <span class="muted">{description}</span>
            </li>
          ))}
      </ul>
    </details>
  );
}
