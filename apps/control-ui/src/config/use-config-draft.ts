import { hasCode, isAppError } from '@homarus/base';
import { useSignal } from '@preact/signals';

import { isTree } from './json-schema.ts';
import type { Tree } from './json-schema.ts';
import type { ConfigFacts } from './read-config.ts';
import { setIn, toPatch } from './setting-tree.ts';
import type { SettingPath } from './setting-tree.ts';
import { useProblemText } from './use-problem-text.ts';
import { useSaveConfig } from './use-save-config.ts';
import { validate } from './validate.ts';

/** The configuration while it is edited. */
export interface ConfigDraft {
  /** The file as it would be. */
  readonly tree: Tree;
  /** What is wrong, by path: what the gateway has refused, and what the schema says already. */
  readonly problems: ReadonlyMap<string, string>;
  /** Undefined takes a setting out of the file. */
  readonly set: (path: SettingPath, value: unknown) => void;
  readonly discard: () => void;
  /** Rejects when the change was refused; after a `conflict` the file has been read anew. */
  readonly save: () => Promise<void>;
}

interface Edit {
  readonly path: SettingPath;
  readonly value: unknown;
}

/** Edits are kept apart from the file, so that they stay when it is read anew by `reload`. */
export function useConfigDraft(facts: ConfigFacts, reload: () => void): ConfigDraft {
  const edits = useSignal<readonly Edit[]>([]);
  const refused = useSignal<ReadonlyMap<string, string>>(new Map());
  const textOf = useProblemText();
  const { schema, parsed, hash } = facts;
  const tree = applyEdits(parsed, edits.value);
  const found = validate(schema, tree).map((problem) => [problem.path, textOf(problem)] as const);
  const discard = (): void => {
    edits.value = [];
    refused.value = new Map();
  };
  const save = useSaveConfig(() => {
    discard();
    reload();
  });
  return {
    tree,
    problems: new Map([...refused.value, ...found]),
    set(path, value) {
      edits.value = [...edits.value, { path, value }];
      refused.value = new Map();
    },
    discard,
    async save() {
      try {
        await save('config.patch', JSON.stringify(toPatch(parsed, tree)), hash);
      } catch (error) {
        refused.value = issuesOf(error);
        if (hasCode(error, 'conflict')) reload();
        throw error;
      }
    },
  };
}

function applyEdits(file: Tree, edits: readonly Edit[]): Tree {
  const edited = edits.reduce<unknown>((tree, { path, value }) => setIn(tree, path, value), file);
  return isTree(edited) ? edited : {};
}

/** The issues of a change that the gateway refused. */
function issuesOf(error: unknown): ReadonlyMap<string, string> {
  const issues: unknown = isAppError(error) ? error.details?.['issues'] : undefined;
  if (!Array.isArray(issues)) return new Map();
  return new Map(
    issues.filter(isTree).map(({ path, message }) => [String(path), String(message)] as const),
  );
}
