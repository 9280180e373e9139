import '../styles/operate.css';

import { useApp } from '../app.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Card, Page } from '../components/page.tsx';
import { useEvent } from '../components/use-event.ts';
import { useLoad } from '../components/use-load.ts';
import { useManageTexts } from '../texts/manage/index.ts';
import { AllowLists } from './allow-lists.tsx';
import { ApprovalCard } from './approval-card.tsx';
import { ExecRules } from './exec-rules.tsx';
import { useRulesChange } from './use-rules-change.ts';

/** Commands that wait for a person, and what may run without one. */
export function ApprovalsView() {
  const { approvals } = useApp();
  const { approvals: t } = useManageTexts();
  const waiting = approvals.waiting.value;
  return (
    <Page>
      <Card title={t.pending}>
        {waiting.length === 0 ? <p class="note">{t.nonePending}</p> : null}
        <div class="items">
          {waiting.map((approval) => (
            <ApprovalCard key={approval.id} approval={approval} />
          ))}
        </div>
      </Card>
      <Rules />
    </Page>
  );
}

function Rules() {
  const { gateway } = useApp();
  const { approvals: t } = useManageTexts();
  const rules = useLoad(() => gateway.client.value.call('exec.approvals.get'), []);
  // What is always allowed from now on stands in the lists.
  useEvent('exec.approval.resolved', rules.reload);
  const change = useRulesChange(rules.reload);
  return (
    <Card title={t.rules} note={t.rulesNote}>
      <LoadedView loaded={rules}>
        {({ resolvedDefaults, file }) => (
          <>
            <ExecRules rules={resolvedDefaults} onChange={change} />
            <AllowLists agents={file.agents} onChange={change} />
          </>
        )}
      </LoadedView>
    </Card>
  );
}
