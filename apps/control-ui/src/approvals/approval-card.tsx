import type { ApprovalDecisionName, PendingApprovalShape } from '@homarus/protocol';

import { useApp, useTexts } from '../app.ts';

const labels = { 'allow-once': 'once', 'allow-always': 'always', deny: 'deny' } as const;

/** A command that waits for this person. */
export function ApprovalCard({ approval }: { readonly approval: PendingApprovalShape }) {
  const { approvals, settings, attempt } = useApp();
  const t = useTexts();
  const { id, request, expiresAtMs } = approval;
  const time = new Intl.DateTimeFormat(settings.locale.value, { timeStyle: 'short' });
  const decide = (decision: ApprovalDecisionName): void => attempt(approvals.decide(id, decision));
  return (
    <section class="approval" aria-label={t.approval.title} role="alert">
      <h2>{t.approval.title}</h2>
      <pre tabIndex={0}>
        <code>{request.command}</code>
      </pre>
      <p class="note">
        {t.approval.where(request.cwd)} · {t.approval.expires(time.format(expiresAtMs))}
      </p>
      <div class="row">
        {request.allowedDecisions.map((decision) => (
          <button
            key={decision}
            type="button"
            class={decision === 'allow-once' ? 'primary' : 'secondary'}
            onClick={() => decide(decision)}
          >
            {t.approval[labels[decision]]}
          </button>
        ))}
      </div>
    </section>
  );
}
