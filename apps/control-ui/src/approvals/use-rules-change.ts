import type { ExecApprovalsShape } from '@homarus/protocol';
import { useRef } from 'preact/hooks';

import { useApp } from '../app.ts';
import { useManageTexts } from '../texts/manage/index.ts';

export type ChangeRules = (change: (file: ExecApprovalsShape) => ExecApprovalsShape) => void;

/** Changes the rules as they are by then, one change after the other; calls back when they are saved. */
export function useRulesChange(onSaved: () => void): ChangeRules {
  const { gateway, toasts, attempt } = useApp();
  const { approvals: t } = useManageTexts();
  const last = useRef<Promise<unknown>>(Promise.resolve());
  return (change) => {
    const save = async (): Promise<void> => {
      const { call } = gateway.client.value;
      const { file, hash: baseHash } = await call('exec.approvals.get');
      await call('exec.approvals.set', { file: change(file), baseHash });
      toasts.show(t.saved);
      onSaved();
    };
    const saving = last.current.then(save, save);
    last.current = saving.catch(() => undefined);
    attempt(saving);
  };
}
