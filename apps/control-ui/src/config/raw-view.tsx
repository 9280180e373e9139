import { useApp } from '../app.ts';
import { Field } from '../components/field.tsx';
import { Card } from '../components/page.tsx';
import { useManageTexts } from '../texts/manage/index.ts';
import { diffLines, withContext } from './line-diff.ts';
import type { ConfigFacts } from './read-config.ts';
import { useRawDraft } from './use-raw-draft.ts';

const contextLines = 2;

interface RawViewProps {
  readonly facts: ConfigFacts;
  /** Reads the file anew. */
  readonly reload: () => void;
}

/** The text of the file. */
export function RawView({ facts, reload }: RawViewProps) {
  const { attempt } = useApp();
  const { config: t } = useManageTexts();
  const { text, isChanged, set, discard, save } = useRawDraft(facts, reload);
  return (
    <form
      class="settings"
      onSubmit={(event) => {
        event.preventDefault();
        attempt(save());
      }}
    >
      <Card title={t.sections['raw'] ?? ''} note={t.rawNote}>
        <Field label={t.rawLabel}>
          <textarea
            class="block-input"
            rows={22}
            spellcheck={false}
            value={text}
            onInput={(event) => set(event.currentTarget.value)}
          />
        </Field>
      </Card>
      {isChanged ? (
        <div class="save-bar">
          <Card title={t.changes}>
            <TextDiff before={facts.raw} after={text} />
          </Card>
          <div class="row">
            <button type="submit" class="primary">
              {t.save}
            </button>
            <button type="button" class="quiet" onClick={discard}>
              {t.discard}
            </button>
          </div>
        </div>
      ) : null}
    </form>
  );
}

const tags = { same: 'span', removed: 'del', added: 'ins' } as const;

function TextDiff({ before, after }: { readonly before: string; readonly after: string }) {
  const lines = withContext(diffLines(before, after), contextLines);
  return (
    <pre class="diff" tabIndex={0}>
      {lines.map((line, index) => {
        if (line === undefined) return <span key={index}>…</span>;
        const Tag = tags[line.kind];
        return <Tag key={index}>{line.text === '' ? ' ' : line.text}</Tag>;
      })}
    </pre>
  );
}
