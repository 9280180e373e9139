import { useSignal } from '@preact/signals';

import { Input } from '../components/field.tsx';
import { useManageTexts } from '../texts/manage/index.ts';
import { useUnsaved } from '../unsaved/use-unsaved.ts';
import { ChangesView } from './changes-view.tsx';
import { isSection } from './json-schema.ts';
import type { ConfigFacts } from './read-config.ts';
import type { SettingEdit } from './setting-edit.ts';
import { SettingField } from './setting-field.tsx';
import { listChanges } from './setting-tree.ts';
import { useConfigDraft } from './use-config-draft.ts';

interface FormViewProps {
  readonly facts: ConfigFacts;
  /** The one that is shown while nothing is searched. */
  readonly section: string;
  /** Reads the file anew. */
  readonly reload: () => void;
}

/** The settings as a form that is made from their schema. */
export function FormView({ facts, section, reload }: FormViewProps) {
  const { config: t } = useManageTexts();
  const search = useSignal('');
  const { tree, problems, set, discard, save } = useConfigDraft(facts, reload);
  const { schema, parsed, config } = facts;
  const changes = listChanges(parsed, tree);
  // All sections but the text of the file are this form.
  useUnsaved(
    () => changes.length > 0,
    ({ page, place }) => page === 'config' && place !== 'raw',
  );
  const edit: SettingEdit = {
    draft: tree,
    effective: config,
    problemOf: (path) => problems.get(path),
    isShown: toSearch(search.value),
    set,
  };
  const isSearch = search.value.trim() !== '';
  const parts = Object.entries(schema.properties ?? {});
  const sections = parts.filter(([, part]) => isSection(part));
  const general = Object.fromEntries(parts.filter(([, part]) => !isSection(part)));
  return (
    <>
      <div class="filters">
        <Input
          label={t.search}
          type="search"
          value={search.value}
          onChange={(words) => {
            search.value = words;
          }}
        />
      </div>
      <form class="settings" onSubmit={(event) => event.preventDefault()}>
        {sections
          .filter(([name]) => isSearch || name === section)
          .map(([name, part]) => (
            <SettingField key={name} schema={part} path={[name]} edit={edit} />
          ))}
        {isSearch || section === sections[0]?.[0] ? (
          <SettingField
            schema={{ type: 'object', title: t.general, properties: general }}
            path={[]}
            edit={edit}
          />
        ) : null}
      </form>
      <ChangesView changes={changes} problems={problems} onSave={save} onDiscard={discard} />
    </>
  );
}

function toSearch(words: string): SettingEdit['isShown'] {
  const wanted = words.toLowerCase().split(/\s+/u).filter(Boolean);
  return (...texts) => {
    const text = texts.join(' ').toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
}
