import { isAppError } from '@homarus/base';
import { useSignal } from '@preact/signals';

import { Input } from '../components/field.tsx';
import { useManageTexts } from '../texts/manage/index.ts';
import { ChangesView } from './changes-view.tsx';
import { isTree } from './json-schema.ts';
import type { Tree } from './json-schema.ts';
import type { ConfigFacts } from './read-config.ts';
import type { SettingEdit } from './setting-edit.ts';
import { SettingField } from './setting-field.tsx';
import { listChanges, setIn, toPatch } from './setting-tree.ts';
import { useProblemText } from './use-problem-text.ts';
import { useSaveConfig } from './use-save-config.ts';
import { validate } from './validate.ts';

interface FormViewProps {
  readonly facts: ConfigFacts;
  /** The one that is shown while nothing is searched. */
  readonly section: string;
  readonly onSaved: () => void;
}

/** The settings as a form that is made from their schema. */
export function FormView({ facts, section, onSaved }: FormViewProps) {
  const { config: t } = useManageTexts();
  const draft = useSignal<Tree>(facts.parsed);
  const refused = useSignal<ReadonlyMap<string, string>>(new Map());
  const search = useSignal('');
  const save = useSaveConfig(onSaved);
  const problems = useProblems(facts, draft.value, refused.value);
  const { schema, parsed, config, hash } = facts;
  const edit: SettingEdit = {
    draft: draft.value,
    effective: config,
    problemOf: (path) => problems.get(path),
    isShown: toSearch(search.value),
    set(path, value) {
      const next = setIn(draft.value, path, value);
      draft.value = isTree(next) ? next : {};
      refused.value = new Map();
    },
  };
  const onSave = async (): Promise<void> => {
    try {
      await save('config.patch', JSON.stringify(toPatch(parsed, draft.value)), hash);
    } catch (error) {
      refused.value = issuesOf(error);
      throw error;
    }
  };
  const isSearch = search.value.trim() !== '';
  const sections = Object.entries(schema.properties ?? {});
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
      </form>
      <ChangesView
        changes={listChanges(parsed, draft.value)}
        problems={problems}
        onSave={onSave}
        onDiscard={() => {
          draft.value = parsed;
          refused.value = new Map();
        }}
      />
    </>
  );
}

/** What is wrong, by path: what the gateway has refused, and what the schema says already. */
function useProblems(
  { schema }: ConfigFacts,
  draft: Tree,
  refused: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const textOf = useProblemText();
  const found = validate(schema, draft).map((problem) => [problem.path, textOf(problem)] as const);
  return new Map([...refused, ...found]);
}

function toSearch(words: string): SettingEdit['isShown'] {
  const wanted = words.toLowerCase().split(/\s+/u).filter(Boolean);
  return (...texts) => {
    const text = texts.join(' ').toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
}

/** The issues of a change that the gateway refused. */
function issuesOf(error: unknown): ReadonlyMap<string, string> {
  const issues: unknown = isAppError(error) ? error.details?.['issues'] : undefined;
  if (!Array.isArray(issues)) return new Map();
  return new Map(
    issues.filter(isTree).map(({ path, message }) => [String(path), String(message)] as const),
  );
}
