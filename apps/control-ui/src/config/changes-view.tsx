import { useSignal } from '@preact/signals';

import { useApp } from '../app.ts';
import { Card } from '../components/page.tsx';
import { useManageTexts } from '../texts/manage/index.ts';
import type { SettingChange } from './setting-tree.ts';
import { isSecretPath } from './secret-path.ts';

interface ChangesViewProps {
  readonly changes: readonly SettingChange[];
  /** By path; while there are some, nothing can be saved. */
  readonly problems: ReadonlyMap<string, string>;
  /** Rejects when the change was refused. */
  readonly onSave: () => Promise<void>;
  readonly onDiscard: () => void;
}

/** What would be saved, and what is in the way. */
export function ChangesView({ changes, problems, onSave, onDiscard }: ChangesViewProps) {
  const { attempt } = useApp();
  const { config: t } = useManageTexts();
  const isOpen = useSignal(false);
  if (changes.length === 0) return <p class="note">{t.nothing}</p>;
  return (
    <div class="save-bar">
      {isOpen.value ? (
        <Card title={t.changes}>
          <dl class="changes">
            {changes.map((change) => (
              <Change key={change.path} change={change} />
            ))}
          </dl>
        </Card>
      ) : null}
      {problems.size === 0 ? null : <ProblemList problems={problems} />}
      <div class="row">
        <button
          type="button"
          class="secondary"
          aria-expanded={isOpen.value}
          onClick={() => {
            isOpen.value = !isOpen.value;
          }}
        >
          {t.review(changes.length)}
        </button>
        {isOpen.value ? (
          <button
            type="button"
            class="primary"
            disabled={problems.size > 0}
            onClick={() => attempt(onSave())}
          >
            {t.save}
          </button>
        ) : null}
        <button type="button" class="quiet" onClick={onDiscard}>
          {t.discard}
        </button>
      </div>
    </div>
  );
}

function ProblemList({ problems }: Pick<ChangesViewProps, 'problems'>) {
  return (
    <ul class="error notes" role="alert">
      {[...problems].map(([path, text]) => (
        <li key={path}>
          <code>{path}</code> {text}
        </li>
      ))}
    </ul>
  );
}

function Change({ change: { path, before, after } }: { readonly change: SettingChange }) {
  const show = (value: unknown): string =>
    isSecretPath(path) ? '•••' : JSON.stringify(value, undefined, 1);
  return (
    <div>
      <dt>{path}</dt>
      <dd>
        {before === undefined ? null : <del>{show(before)}</del>}
        {after === undefined ? null : <ins>{show(after)}</ins>}
      </dd>
    </div>
  );
}
