import type { ExecApprovalsResult, ExecApprovalsShape } from '@homarus/protocol';

import { useApp } from '../app.ts';
import type { Loaded } from '../components/use-load.ts';
import { useManageTexts } from '../texts/manage/index.ts';

export type ChangeRules = (change: (file: ExecApprovalsShape) => ExecApprovalsShape) => void;

/** Changes the rules as they were read; a conflict with another change is told, and they are read anew. */
export function useRulesChange(rules: Loaded<ExecApprovalsResult>): ChangeRules {
  const { gateway, toasts, attempt } = useApp();
  const { approvals: t } = useManageTexts();
  const { data, reload } = rules;
  return (change) => {
    if (data === undefined) return;
    const wish = { file: change(data.file), baseHash: data.hash };
    const save = gateway.client.value
      .call('exec.approvals.set', wish)
      .then(() => toasts.show(t.saved))
      .finally(reload);
    attempt(save);
  };
}
