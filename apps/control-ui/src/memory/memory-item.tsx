import type { MemoryAdminItem } from '@homarus/protocol';
import { useSignal } from '@preact/signals';

import { useApp, useTexts } from '../app.ts';
import { useFormat } from '../components/format.ts';
import { EditForm } from './edit-form.tsx';
import { HistoryView } from './history-view.tsx';
import { useCategoryLabel } from './panel-facts.ts';
import type { PanelFacts } from './panel-facts.ts';

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
    <li class="item" data-state={item.state}>
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
    </li>
  );
}

export function ItemFacts({ item, panel }: Pick<MemoryItemProps, 'item' | 'panel'>) {
  const { panel: t } = useTexts();
  const labelOf = useCategoryLabel(panel);
  const { date } = useFormat();
  const { category, createdAt, importance, state, isDeleted, agentId, tags = [] } = item;
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
  const { forget, bringBack } = useForget(onChanged);
  return (
    <p class="actions">
      {item.isDeleted ? (
        <button type="button" class="quiet" onClick={() => attempt(bringBack(item))}>
          {t.bringBack}
        </button>
      ) : (
        <>
          <button type="button" class="quiet" onClick={onEdit}>
            {t.edit}
          </button>
          <button type="button" class="quiet" onClick={() => attempt(forget(item))}>
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

/** Forgets a memory, and takes that back. */
export function useForget(onChanged: () => void) {
  const { gateway, toasts, settings, attempt } = useApp();
  type Named = Pick<MemoryAdminItem, 'agentId' | 'id'>;
  const bringBack = async ({ agentId, id }: Named): Promise<void> => {
    await gateway.client.value.call('memory.admin.undo', { agentId, id });
    toasts.show(settings.t.value.panel.broughtBack);
    onChanged();
  };
  const forget = async ({ agentId, id }: Named): Promise<void> => {
    const { kept } = await gateway.client.value.call('memory.admin.delete', {
      items: [{ agentId, id }],
    });
    const { panel: t } = settings.t.value;
    if (kept.length > 0) toasts.show(t.kept);
    else
      toasts.show(t.forgotten, {
        label: t.undo,
        run: () => attempt(bringBack({ agentId, id })),
      });
    onChanged();
  };
  return { forget, bringBack };
}
