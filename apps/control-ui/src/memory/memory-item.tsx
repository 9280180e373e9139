import type { MemoryAdminItem } from '@homarus/protocol';
import { useSignal } from '@preact/signals';
import type { Signal } from '@preact/signals';

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
  const isEdited = useSignal(false);
  const isHistoryOpen = useSignal(false);
  return (
    <article class="item" data-state={item.state}>
      {isEdited.value ? (
        <EditForm
          item={item}
          onEnd={() => {
            isEdited.value = false;
            onChanged();
          }}
        />
      ) : (
        <p class="item-text">{item.text}</p>
      )}
      <ItemFacts item={item} panel={panel} />
      <ItemActions
        item={item}
        onChanged={onChanged}
        isEdited={isEdited}
        isHistoryOpen={isHistoryOpen}
      />
      {isHistoryOpen.value ? (
        <HistoryView
          item={item}
          onChanged={() => {
            isHistoryOpen.value = false;
            onChanged();
          }}
        />
      ) : null}
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
  readonly isEdited: Signal<boolean>;
  readonly isHistoryOpen: Signal<boolean>;
}

function ItemActions({ item, onChanged, isEdited, isHistoryOpen }: ItemActionsProps) {
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
          <button
            type="button"
            class="quiet"
            // Its form is left by its own buttons: what was changed in it is not lost by one click more.
            disabled={isEdited.value}
            onClick={() => {
              isEdited.value = true;
            }}
          >
            {t.edit}
          </button>
          <button type="button" class="quiet" onClick={() => attempt(forget({ agentId, id }))}>
            {t.forget}
          </button>
        </>
      )}
      <button
        type="button"
        class="quiet"
        aria-expanded={isHistoryOpen.value}
        onClick={() => {
          isHistoryOpen.value = !isHistoryOpen.value;
        }}
      >
        {t.history}
      </button>
    </p>
  );
}
