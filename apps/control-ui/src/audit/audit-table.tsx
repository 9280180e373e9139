import type { AuditListResult } from '@homarus/protocol';

import { useFormat } from '../components/format.ts';
import { StatusDot } from '../components/status-dot.tsx';
import { toHash } from '../settings/route.ts';
import { useManageTexts } from '../texts/manage/index.ts';

type AuditEvent = AuditListResult['events'][number];

const tones = { succeeded: 'good', blocked: 'limited', failed: 'bad' } as const;

export function AuditTable({ events }: { readonly events: readonly AuditEvent[] }) {
  const { audit: t } = useManageTexts();
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label={t.label}>
      <table class="data wide">
        <thead>
          <tr>
            <th scope="col">{t.time}</th>
            <th scope="col">{t.who}</th>
            <th scope="col">{t.action}</th>
            <th scope="col">{t.target}</th>
            <th scope="col">{t.status}</th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <AuditRow key={event.eventId} event={event} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AuditRow({ event }: { readonly event: AuditEvent }) {
  const { audit: t } = useManageTexts();
  const { date } = useFormat();
  const { occurredAt, actor, action, toolName, target, sessionKey, status } = event;
  const who = actor.type === actor.id ? actor.type : `${actor.type} ${shortId(actor.id)}`;
  return (
    <tr>
      <td>
        <time dateTime={new Date(occurredAt).toISOString()}>{date(occurredAt)}</time>
      </td>
      <td title={actor.id}>{who}</td>
      <td>{toolName ?? action}</td>
      <td>
        {sessionKey === undefined ? (
          target
        ) : (
          <a href={toHash({ page: 'chat', place: sessionKey })} title={t.open}>
            {sessionKey}
          </a>
        )}
      </td>
      <td>
        <span class="status">
          <StatusDot tone={tones[status]} />
          {t.statuses[status]}
        </span>
      </td>
    </tr>
  );
}

/** Ids of devices are long; their beginning stands on the page of devices too. */
function shortId(id: string): string {
  return /^[0-9a-f]{64}$/u.test(id) ? id.slice(0, 12) : id;
}
