import type { VerifyAnswer } from '@homarus/protocol';
import { useSignal } from '@preact/signals';

import { useApp, useTexts } from '../app.ts';
import { Facts } from '../components/facts.tsx';
import { useFormat } from '../components/format.ts';
import { Card } from '../components/page.tsx';

/** Whether the rows of the memory and what is made from them fit together; mends what can be mended. */
export function DriftCard() {
  const { gateway, toasts, attempt } = useApp();
  const { panel: t } = useTexts();
  const seen = useSignal<VerifyAnswer | undefined>(undefined);
  const isRepaired = useSignal(false);
  const client = gateway.client.value;
  const verify = async (): Promise<void> => {
    seen.value = await client.call('memory.admin.verify', {});
    isRepaired.value = false;
  };
  const repair = async (): Promise<void> => {
    const { left } = await client.call('memory.admin.repair', {});
    seen.value = left;
    isRepaired.value = true;
    if (left.drift === 0) toasts.show(t.repaired);
  };
  const found = seen.value;
  const isSound = found === undefined || found.drift === 0;
  return (
    <Card title={t.drift} note={t.driftNote}>
      {found === undefined ? null : <Findings found={found} isRepaired={isRepaired.value} />}
      <div class="row">
        <button type="button" class="secondary" onClick={() => attempt(verify())}>
          {t.verify}
        </button>
        {isSound || isRepaired.value ? null : (
          <button type="button" class="primary" onClick={() => attempt(repair())}>
            {t.repair}
          </button>
        )}
      </div>
    </Card>
  );
}

interface FindingsProps {
  readonly found: VerifyAnswer;
  readonly isRepaired: boolean;
}

function Findings({ found, isRepaired }: FindingsProps) {
  const { panel: t } = useTexts();
  const { number } = useFormat();
  const { drift, checked, problems, damage } = found;
  const counts = Object.entries(problems).filter(([, count]) => count > 0);
  return (
    <div role="status">
      <p>{drift === 0 ? t.sound(number(checked)) : t.unsound(number(drift))}</p>
      <Facts facts={counts.map(([kind, count]) => [t.problems[kind] ?? kind, number(count)])} />
      {damage.length === 0 ? null : <p class="error">{damage.join(' ')}</p>}
      {isRepaired && drift > 0 ? <p class="warning">{t.notRepaired}</p> : null}
    </div>
  );
}
