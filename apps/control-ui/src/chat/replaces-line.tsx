import { useApp, useTexts } from '../app.ts';
import type { App } from '../app.ts';
import type { Replaced } from './draft.ts';

/** The message of the open conversation that is being changed. */
export function replacedHere(
  draft: App['draft'],
  conversation: App['conversation'],
): Replaced | undefined {
  const replaced = draft.replaces.value;
  return replaced?.sessionKey === conversation.key.value ? replaced : undefined;
}

/** Says what becomes of the conversation when an earlier message is changed. */
export function ReplacesLine() {
  const { draft, conversation } = useApp();
  const { composer, cancel } = useTexts();
  const replaced = replacedHere(draft, conversation);
  if (replaced === undefined) return null;
  return (
    <p class="replaces" role="status">
      <span>
        {composer.replaces}
        {replaced.hasFiles ? ` ${composer.replacesFiles}` : ''}
      </span>
      <button type="button" class="quiet" onClick={() => draft.propose('')}>
        {cancel}
      </button>
    </p>
  );
}
