import type { MemoryAdminItem } from '@homarus/protocol';
import { useSignal } from '@preact/signals';

import { useApp, useTexts } from '../app.ts';
import { useFormat } from '../components/format.ts';
import { SessionLink } from '../sessions/session-link.tsx';
import { EditForm } from './edit-form.tsx';
import { HistoryView } from './history-view.tsx';
import { useCategoryLabel } from './panel-facts.ts';
import type { PanelFacts } from './panel-facts.ts';
import { useMemoryActions } from './use-memory-actions.ts';

interface MemoryItemProps {
  readonly item: MemoryAdminItem;
  readonly panel: PanelFacts;
  readonly onChanged: () => void;
}

/** One memory, with what can be done about it. */
export function MemoryItem({ item, panel, onChanged }: MemoryItemProps) {
  const open = useSignal<'edit' | 'history' | undefined>(undefined);
  const toggle = (what: 'edit' | 'history') => () => {
    open.value = open.value === what ? undefined : what;
  };
  const end = (): void => {
    open.value = undefined;
    onChanged();
  };
  return (
    <article class="item" data-state={item.state}>
      {open.value === 'edit' ? (
        <EditForm item={item} onEnd={end} />
      ) : (
        <p class="item-text">{item.text}</p>
      )}
      <ItemFacts item={item} panel={panel} />
      <ItemActions
        item={item}
        onChanged={onChanged}
        onEdit={toggle('edit')}
        onHistory={toggle('history')}
        isHistoryOpen={open.value === 'history'}
      />
      {open.value === 'history' ? <HistoryView item={item} onChanged={end} /> : null}
    </article>
  );
}

export function ItemFacts({ item, panel }: Pick<MemoryItemProps, 'item' | 'panel'>) {
  const { panel: t } = useTexts();
  const labelOf = useCategoryLabel(panel);
  const { date } = useFormat();
  const { category, createdAt, importance, state, isDeleted, agentId, sessionId, tags = [] } = item;
  return (
    <p class="facts">
      <span class="chip">{labelOf(category)}</span>
      <time dateTime={new Date(createdAt).toISOString()}>{date(createdAt)}</time>
      {state === undefined ? null : (
        <span>
          {t.importance} {importance.toFixed(2)}
        </span>
      )}
      {panel.agents.length > 1 ? <span>{agentId}</span> : null}
      {sessionId === '' ? null : <SessionLink sessionId={sessionId} />}
      {state === undefined || state === 'live' ? null : <span class="chip">{t.states[state]}</span>}
      {isDeleted && state === undefined ? <span class="chip">{t.states.deleted}</span> : null}
      {tags.map((tag) => (
        <span key={tag} class="chip">
          {tag}
        </span>
      ))}
    </p>
  );
}

interface ItemActionsProps {
  readonly item: MemoryAdminItem;
  readonly onChanged: () => void;
  readonly onEdit: () => void;
  readonly onHistory: () => void;
  readonly isHistoryOpen: boolean;
}

function ItemActions({ item, onChanged, onEdit, onHistory, isHistoryOpen }: ItemActionsProps) {
  const { attempt } = useApp();
  const { panel: t } = useTexts();
  const { agentId, id } = item;
  const { forget, bringBack } = useMemoryActions(onChanged);
  return (
    <p class="actions">
      {item.isDeleted ? (
        <button type="button" class="quiet" onClick={() => attempt(bringBack({ agentId, id }))}>
          {t.bringBack}
        </button>
      ) : (
        <>
          <button type="button" class="quiet" onClick={onEdit}>
            {t.edit}
          </button>
          <button type="button" class="quiet" onClick={() => attempt(forget({ agentId, id }))}>
            {t.forget}
          </button>
        </>
      )}
      <button type="button" class="quiet" aria-expanded={isHistoryOpen} onClick={onHistory}>
        {t.history}
      </button>
    </p>
  );
}
