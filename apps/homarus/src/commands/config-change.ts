import { parse } from 'yaml';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import { fileConfigDesk } from '../config/config-desk.ts';
import type { FileConfigDesk } from '../config/config-desk.ts';
import { parseConfigPath, topOf } from '../config/config-text.ts';
import { findConfigFile, interpretConfig, readConfigText } from '../config/load.ts';
import { removeAt, setAt } from '../config/merge-document.ts';
import { problemsOf } from '../config/problem.ts';

interface HomeFlags {
  readonly home?: string;
}

/** `homarus config set <path> <value>`: the value is YAML, so that `true` and `[a, b]` are what they look like. */
export async function configSet(
  context: CommandContext,
  { path, value }: { readonly path: string; readonly value: string },
  flags: HomeFlags,
): Promise<ExitCode> {
  return change(context, flags, (file) => {
    topOf(file);
    setAt(file.document, parseConfigPath(path), readValue(value));
    return file.print();
  });
}

/** `homarus config unset <path>`. */
export async function configUnset(
  context: CommandContext,
  path: string,
  flags: HomeFlags,
): Promise<ExitCode> {
  let isFound = false;
  const exitCode = await change(context, flags, (file) => {
    isFound = removeAt(file.document, parseConfigPath(path));
    return file.print();
  });
  if (isFound) return exitCode;
  context.tell(`homarus: ${context.texts.config.noKey(path)}`);
  return 1;
}

type Change = Parameters<FileConfigDesk['edit']>[0];

async function change(context: CommandContext, flags: HomeFlags, edit: Change): Promise<ExitCode> {
  const sources = { env: context.env, overrides: flags };
  const place = findConfigFile(sources);
  const started = await interpretConfig(
    readConfigText({ ...place, isNamed: false }),
    place,
    sources,
  )
    // What is wrong now may be what the change mends.
    .catch((error: unknown) => {
      if (problemsOf(error) === undefined) throw error;
      return interpretConfig(undefined, place, sources);
    });
  const apply = (): Promise<void> => Promise.resolve();
  const { changed, restartPaths } = await fileConfigDesk({ place, sources, started, apply }).edit(
    edit,
  );
  const { texts } = context;
  if (changed.length === 0) context.say(texts.config.sameEffect(place.file));
  else context.say(texts.config.saved(place.file, changed.join(', ')));
  if (restartPaths.length > 0) context.say(texts.config.atNextStart(restartPaths.join(', ')));
  return 0;
}

/** What is no YAML is a text. */
function readValue(value: string): unknown {
  try {
    return parse(value) as unknown;
  } catch {
    return value;
  }
}
