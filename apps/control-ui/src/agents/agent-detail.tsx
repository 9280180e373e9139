import { useApp } from '../app.ts';
import { ConfirmButton } from '../components/confirm-button.tsx';
import { Facts } from '../components/facts.tsx';
import { useFormat } from '../components/format.ts';
import { Card } from '../components/page.tsx';
import { useManageTexts } from '../texts/manage/index.ts';
import type { AgentDetailProps } from './agent-detail-props.ts';
import { AgentFiles } from './agent-files.tsx';
import { AgentTools } from './agent-tools.tsx';
import { IdentityForm } from './identity-form.tsx';
import { useConfiguredAgent } from './use-configured-agent.ts';

/** One agent: who it is, its files, its tools. */
export function AgentDetail(props: AgentDetailProps) {
  const { agent } = props;
  const { startConversation } = useApp();
  const { agents: t } = useManageTexts();
  const { date } = useFormat();
  return (
    <>
      <Card title={t.identity}>
        <IdentityForm {...props} />
        <Facts
          facts={[
            ['Id', agent.id],
            [t.workspace, agent.workspace],
            [t.createdAt, agent.createdAt === undefined ? undefined : date(agent.createdAt)],
          ]}
        />
        <div class="actions">
          <button type="button" class="quiet" onClick={() => startConversation(agent.id)}>
            {t.chat}
          </button>
          <DeleteAgent {...props} />
        </div>
      </Card>
      <AgentFiles agentId={agent.id} />
      <AgentTools {...props} />
    </>
  );
}

function DeleteAgent(props: AgentDetailProps) {
  const { gateway, router, toasts, unsaved, attempt } = useApp();
  const { agents: t } = useManageTexts();
  const { agent } = props;
  const configured = useConfiguredAgent(props);
  if (agent.isDefault) return <span class="note">{t.cannotRemove}</span>;
  const remove = async (): Promise<void> => {
    if (agent.entry !== undefined) await configured.remove();
    // An agent that was made here, and then set up in the file, is in both.
    if (agent.createdAt !== undefined)
      await gateway.client.value.call('agents.delete', { agentId: agent.id });
    toasts.show(t.removed(agent.name));
    unsaved.forget();
    router.go({ page: 'agents', place: '' });
  };
  return (
    <ConfirmButton
      label={t.remove}
      question={t.removeQuestion(agent.name)}
      onConfirm={() => attempt(remove())}
    />
  );
}
