import type { RecalledItem } from '@homarus/protocol';
import { useSignal } from '@preact/signals';

import { useApp, useTexts } from '../app.ts';
import { useFormat } from '../components/format.ts';
import { HitFacts } from '../memory/hit-facts.tsx';
import { useMemoryActions } from '../memory/use-memory-actions.ts';
import { SessionLink } from '../sessions/session-link.tsx';
import { agentOf } from '../sessions/agent-of.ts';

/** One thing that memory gave, with why and where from. */
export function RecalledView({ item }: { readonly item: RecalledItem }) {
  const { date } = useFormat();
  const { text, createdAt, sessionId } = item;
  return (
    <li>
      <span class="memory-text">{text}</span>
      <span class="memory-facts">
        <time dateTime={new Date(createdAt).toISOString()}>{date(createdAt)}</time>
        <HitFacts hit={item} />
        {sessionId === undefined ? null : <SessionLink sessionId={sessionId} />}
      </span>
      <RecalledActions item={item} />
    </li>
  );
}

/** The whole text was said so: it can be made a memory, but not be corrected. */
const isMessage = ({ category }: RecalledItem): boolean => category.startsWith('full_context');

function RecalledActions({ item }: { readonly item: RecalledItem }) {
  const { gateway, conversation, attempt } = useApp();
  const { memory } = useTexts();
  const isCorrecting = useSignal(false);
  const isDone = useSignal(false);
  const actions = useMemoryActions(() => {
    isDone.value = true;
    isCorrecting.value = false;
  });
  if (isDone.value || !gateway.methods.value.has('memory.admin.edit')) return null;
  const agentId = agentOf(conversation.key.value);
  const named = { agentId, id: item.id };
  const keep = (): Promise<void> =>
    isMessage(item) ? actions.remember(agentId, item.text) : actions.keepAlways(named);
  return (
    <>
      <span class="actions">
        {isMessage(item) ? null : (
          <>
            <button
              type="button"
              class="quiet"
              aria-expanded={isCorrecting.value}
              onClick={() => {
                isCorrecting.value = !isCorrecting.value;
              }}
            >
              {memory.wrong}
            </button>
            <button type="button" class="quiet" onClick={() => attempt(actions.forget(named))}>
              {memory.forget}
            </button>
          </>
        )}
        <button type="button" class="quiet" onClick={() => attempt(keep())}>
          {memory.always}
        </button>
      </span>
      {isCorrecting.value ? (
        <CorrectForm
          text={item.text}
          onSave={(content) => attempt(actions.correct(named, content))}
        />
      ) : null}
    </>
  );
}

function CorrectForm(props: { readonly text: string; readonly onSave: (content: string) => void }) {
  const { memory } = useTexts();
  const content = useSignal(props.text);
  return (
    <form
      class="edit"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSave(content.value);
      }}
    >
      <textarea
        rows={2}
        required
        autofocus
        aria-label={memory.correction}
        maxLength={8000}
        value={content.value}
        onInput={(event) => {
          content.value = event.currentTarget.value;
        }}
      />
      <button type="submit" class="primary">
        {memory.save}
      </button>
    </form>
  );
}
