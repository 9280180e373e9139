import type { ExecRulesShape } from '@homarus/protocol';

import { Select } from '../components/field.tsx';
import { useManageTexts } from '../texts/manage/index.ts';
import type { ChangeRules } from './use-rules-change.ts';

const securities = ['deny', 'allowlist', 'full'] as const;
const asks = ['off', 'on-miss', 'always'] as const;

interface ExecRulesProps {
  readonly rules: Required<ExecRulesShape>;
  readonly onChange: ChangeRules;
}

/** What holds for agents without rules of their own. */
export function ExecRules({ rules: { security, ask }, onChange }: ExecRulesProps) {
  const { approvals: t } = useManageTexts();
  const set = (rules: ExecRulesShape): void =>
    onChange((file) => ({ ...file, defaults: { ...file.defaults, ...rules } }));
  return (
    <>
      <div class="filters">
        <Select
          label={t.security}
          value={security ?? 'deny'}
          options={securities.map((value) => ({ value, label: t.securities[value] }))}
          onChange={(value) => set({ security: securities.find((known) => known === value) })}
        />
        <Select
          label={t.ask}
          value={ask ?? 'off'}
          options={asks.map((value) => ({ value, label: t.asks[value] }))}
          onChange={(value) => set({ ask: asks.find((known) => known === value) })}
        />
      </div>
      {security === 'full' && ask !== 'always' ? (
        <p class="warning" role="status">
          {t.everything}
        </p>
      ) : null}
    </>
  );
}
