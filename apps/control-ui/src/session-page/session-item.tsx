import type { SessionRow } from '@homarus/protocol';
import { useSignal } from '@preact/signals';

import { useTexts } from '../app.ts';
import { useFormat } from '../components/format.ts';
import { StatusDot } from '../components/status-dot.tsx';
import { turnTones } from '../overview/recent-turns.tsx';
import { RenameForm } from '../sessions/rename-form.tsx';
import { titleOf } from '../sessions/title-of.ts';
import { toHash } from '../settings/route.ts';
import { useWatchTexts } from '../texts/watch/index.ts';
import { SessionActions } from './session-actions.tsx';
import { SessionPreview } from './session-preview.tsx';

interface SessionItemProps {
  readonly row: SessionRow;
  readonly onChanged: () => void;
}

export function SessionItem({ row, onChanged }: SessionItemProps) {
  const t = useTexts();
  const isRenaming = useSignal(false);
  const isOpen = useSignal(false);
  const { key, status } = row;
  return (
    <li class="item">
      {isRenaming.value ? (
        <RenameForm
          row={row}
          onEnd={() => {
            isRenaming.value = false;
          }}
        />
      ) : (
        <p class="item-title">
          <StatusDot tone={status === undefined ? 'off' : turnTones[status]} />
          <a href={toHash({ page: 'chat', place: key })}>{titleOf(row, t)}</a>
        </p>
      )}
      {row.lastMessagePreview === undefined ? null : (
        <p class="muted clamp">{row.lastMessagePreview}</p>
      )}
      <SessionFacts row={row} />
      <SessionActions
        row={row}
        isOpen={isOpen.value}
        onPreview={() => {
          isOpen.value = !isOpen.value;
        }}
        onRename={() => {
          isRenaming.value = true;
        }}
        onChanged={onChanged}
      />
      {isOpen.value ? <SessionPreview row={row} /> : null}
    </li>
  );
}

function SessionFacts({ row }: { readonly row: SessionRow }) {
  const { sessions: t } = useWatchTexts();
  const { date, number, money } = useFormat();
  const { status } = row;
  const cost = row.estimatedCostUsd ?? 0;
  return (
    <p class="facts">
      <span class="chip">{t.kinds[row.classification] ?? row.classification}</span>
      {row.archived ? <span class="chip">{t.archived}</span> : null}
      {row.pinned ? <span class="chip">{t.pinned}</span> : null}
      <span>{row.agentId}</span>
      <time dateTime={new Date(row.lastActivityAt).toISOString()}>{date(row.lastActivityAt)}</time>
      <span>{t.messages(number(row.messageCount))}</span>
      <span>{t.tokens(number(row.totalTokens))}</span>
      {cost === 0 ? null : <span>{money(cost)}</span>}
      {status === undefined || status === 'done' ? null : <span>{t.statuses[status]}</span>}
    </p>
  );
}
