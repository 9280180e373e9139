import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';

import { AppError } from '@homarus/base';
import type { ConfigChanged, ConfigDesk, ConfigSnapshot } from '@homarus/gateway';
import { createLanes } from '@homarus/sessions';

import { changedPaths, reloadKindOf } from './changed-paths.ts';
import type { Config } from './config.ts';
import { openConfigText, topOf } from './config-text.ts';
import type { ConfigText } from './config-text.ts';
import { configJsonSchema, findSchemaPart } from './json-schema.ts';
import { interpretConfig, readConfigText } from './load.ts';
import type { ConfigPlace, ConfigSources, Interpretation } from './load.ts';
import { mergeInto } from './merge-document.ts';
import { configError, problemsOf } from './problem.ts';
import { issuesOf, toWireError } from './wire-issues.ts';
import { hasSecrets, redactDocument, redacted, redactTree, restoreSecrets } from './secrets.ts';
import { writeFileAtomically } from './write-file.ts';

/** What a change of the file did. */
export interface ConfigChange {
  /** Paths of what is in effect, or will be, otherwise than before. */
  readonly changed: readonly string[];
  /** Those that take effect at the next start. */
  readonly restartPaths: readonly string[];
}

/** The configuration file of a process, and what of it is in effect. */
export interface FileConfigDesk extends ConfigDesk {
  /** Changes the file's text. Rejects with a `configError` when it would not be valid; nothing is written then. */
  edit(change: (file: ConfigText) => string, baseHash?: string): Promise<ConfigChange>;
  /** Takes in what somebody else wrote; undefined when the text is the one that is known. */
  reload(): Promise<ConfigChange | undefined>;
}

export interface ConfigDeskDeps {
  readonly place: ConfigPlace;
  readonly sources: ConfigSources;
  /** What this process began with. */
  readonly started: Interpretation;
  /** Puts what can change at once into effect. */
  readonly apply: (config: Config) => Promise<void>;
}

export function fileConfigDesk(deps: ConfigDeskDeps): FileConfigDesk {
  const { place, sources, started, apply } = deps;
  const lanes = createLanes();
  let current = started;
  let knownHash = hashOf(readText(place));

  const take = async (text: string, next: Interpretation): Promise<ConfigChange> => {
    const changed = changedPaths(current.settings, next.settings);
    knownHash = hashOf(text);
    current = next;
    await apply(next.config);
    return { changed, restartPaths: restartPathsOf(started, next) };
  };
  const edit: FileConfigDesk['edit'] = (change, baseHash) =>
    lanes.run('file', async () => {
      const before = readText(place) ?? '';
      requireBase(baseHash, hashOf(before));
      const text = change(open(before, place));
      const next = await interpretConfig(text, place, sources);
      const isSecret = hasSecrets(open(text, place).document);
      await writeFileAtomically(place.file, text, { isSecret });
      return take(text, next);
    });
  const answer = async (editing: Promise<ConfigChange>): Promise<ConfigChanged> => {
    const { changed, restartPaths } = await editing.catch((error: unknown) => {
      throw toWireError(error);
    });
    const snapshot = await snapshotOf(deps);
    return { ...snapshot, changed, restartPaths, restartRequired: restartPaths.length > 0 };
  };

  return {
    edit,
    get: () => snapshotOf(deps),
    set: (raw, baseHash) => answer(edit((file) => replaced(file, raw, place), baseHash)),
    patch: (raw, baseHash) => answer(edit((file) => patched(file, raw, place), baseHash)),
    schema: configJsonSchema,
    lookup: findSchemaPart,
    reload: () =>
      lanes.run('file', async () => {
        const text = readText(place) ?? '';
        if (hashOf(text) === knownHash) return undefined;
        // Also of a text that is not valid: it is reported once.
        knownHash = hashOf(text);
        return take(text, await interpretConfig(text, place, sources));
      }),
  };
}

function readText(place: ConfigPlace): string | undefined {
  return readConfigText({ ...place, isNamed: false });
}

function hashOf(text = ''): string {
  return createHash('sha256').update(text).digest('hex');
}

function requireBase(baseHash: string | undefined, hash: string): void {
  if (baseHash === undefined || baseHash === hash) return;
  throw new AppError(
    'conflict',
    'baseHash: the configuration was changed meanwhile; read it again with config.get.',
    { details: { path: 'baseHash', received: baseHash, hash } },
  );
}

/** The parser's words as a problem of the file. */
function open(text: string, { file }: ConfigPlace): ConfigText {
  try {
    return openConfigText(text, file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw configError([{ source: file, path: '', type: 'unreadable', reason }]);
  }
}

/** The new text as it was given, with the secrets that it leaves as they are. */
function replaced(before: ConfigText, raw: string, place: ConfigPlace): string {
  const next = open(raw, place);
  if (!raw.includes(redacted)) return raw;
  restoreSecrets(next.document, before.document);
  return next.print();
}

function patched(file: ConfigText, raw: string, place: ConfigPlace): string {
  const patch = open(raw, place);
  restoreSecrets(patch.document, file.document);
  const tree: unknown = patch.document.toJS();
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) {
    throw new AppError('invalid_request', 'raw: expected an object with the settings to change.', {
      details: { path: 'raw' },
    });
  }
  topOf(file);
  mergeInto(file.document, tree as Readonly<Record<string, unknown>>);
  return file.print();
}

async function snapshotOf({ place, sources }: ConfigDeskDeps): Promise<ConfigSnapshot> {
  const text = readText(place);
  const shown = { path: place.file, exists: text !== undefined, hash: hashOf(text) };
  try {
    const { document, print } = open(text ?? '', place);
    const parsed = redactTree(document.toJS()) ?? {};
    redactDocument(document);
    const raw = text === undefined ? '' : print();
    const { issues, config } = await interpreted(text, { place, sources });
    return { ...shown, raw, parsed, config, valid: issues.length === 0, issues };
  } catch (error) {
    const problems = problemsOf(error);
    if (problems === undefined) throw error;
    // What cannot be parsed cannot be shown without its secrets.
    return { ...shown, raw: '', parsed: {}, config: {}, valid: false, issues: issuesOf(problems) };
  }
}

async function interpreted(
  text: string | undefined,
  { place, sources }: Pick<ConfigDeskDeps, 'place' | 'sources'>,
): Promise<Pick<ConfigSnapshot, 'issues' | 'config'>> {
  try {
    const { settings } = await interpretConfig(text, place, sources);
    return { issues: [], config: redactTree(settings) };
  } catch (error) {
    const problems = problemsOf(error);
    if (problems === undefined) throw error;
    return { issues: issuesOf(problems), config: {} };
  }
}

/** What differs from the start, and cannot change without another one. */
function restartPathsOf(started: Interpretation, next: Interpretation): readonly string[] {
  const paths = changedPaths(started.settings, next.settings);
  const waiting = paths.filter((path) => reloadKindOf(path) === 'restart');
  const isSameModel =
    isDeepStrictEqual(started.config.model, next.config.model) &&
    isDeepStrictEqual(started.config.embedding, next.config.embedding);
  // The model that answers by default, and the one that embeds, are those of the start.
  return isSameModel || !paths.includes('models') ? waiting : [...waiting, 'models'];
}
