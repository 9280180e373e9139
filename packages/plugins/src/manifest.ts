import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

import { AppError, errorText } from '@homarus/base';
import * as v from 'valibot';

/** Looked for in this order. */
export const manifestNames = ['homarus.plugin.json', 'openclaw.plugin.json'] as const;

const schema = v.record(v.string(), v.unknown());
const strings = v.array(v.string());

const Manifest = v.object({
  id: v.pipe(
    v.string(),
    v.regex(/^[\w@][\w@./-]{0,127}$/u, 'letters, digits and ._-@/, with no dot at the beginning'),
  ),
  name: v.optional(v.string()),
  description: v.optional(v.string()),
  version: v.optional(v.string()),
  kind: v.optional(v.union([v.string(), strings]), []),
  configSchema: schema,
  contracts: v.optional(v.object({ tools: v.optional(strings) }), {}),
  activation: v.optional(schema),
  skills: v.optional(strings, []),
});

const Package = v.object({
  version: v.optional(v.string()),
  main: v.optional(v.string()),
  openclaw: v.optional(v.object({ extensions: v.optional(strings) })),
  homarus: v.optional(v.object({ extensions: v.optional(strings) })),
});

/** A folder with a plugin in it. */
export interface FoundPlugin {
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly version: string | undefined;
  readonly kinds: readonly string[];
  /** JSON Schema of its configuration. */
  readonly configSchema: Readonly<Record<string, unknown>>;
  /** The tools that it may register; undefined: any. */
  readonly tools: readonly string[] | undefined;
  /** Folders of skills, relative to it. */
  readonly skills: readonly string[];
  /** Absolute, without links. */
  readonly folder: string;
  /** The module to load; absolute. */
  readonly entry: string;
  /** Further entries that its package names and this host does not load. */
  readonly otherEntries: readonly string[];
}

export function manifestOf(folder: string): string | undefined {
  return manifestNames.map((name) => path.join(folder, name)).find((file) => existsSync(file));
}

/** Reads the manifest and package of a folder. Throws `invalid_request` with the file and what is wrong. */
export function readPlugin(folder: string): FoundPlugin {
  const file = manifestOf(folder);
  if (file === undefined) {
    throw new AppError(
      'not_found',
      `${folder} is no plugin: it has no ${manifestNames.join(' or ')}.`,
    );
  }
  const root = realpathSync(folder);
  const manifest = parseFile(Manifest, file);
  const packageFile = path.join(root, 'package.json');
  const about: v.InferOutput<typeof Package> = existsSync(packageFile)
    ? parseFile(Package, packageFile)
    : {};
  const [named = about.main ?? 'index.js', ...otherEntries] =
    about.homarus?.extensions ?? about.openclaw?.extensions ?? [];
  const entry = entryOf(root, named, packageFile);
  const { id, name = id, description, kind, configSchema, contracts, skills } = manifest;
  return {
    id,
    name,
    description,
    version: about.version ?? manifest.version,
    kinds: typeof kind === 'string' ? [kind] : kind,
    configSchema,
    tools: contracts.tools,
    skills,
    folder: root,
    entry,
    otherEntries,
  };
}

function entryOf(root: string, named: string, file: string): string {
  const entry = path.resolve(root, named);
  const isInside = entry.startsWith(root + path.sep);
  if (isInside && existsSync(entry)) return entry;
  throw new AppError(
    'invalid_request',
    `${file}: openclaw.extensions: the entry ${named} is ${isInside ? 'not there; was it built?' : 'outside of the plugin'}.`,
  );
}

function parseFile<S extends v.GenericSchema>(expected: S, file: string): v.InferOutput<S> {
  const parsed = v.safeParse(expected, readJson(file));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new AppError(
    'invalid_request',
    `${file}: ${v.getDotPath(issue) ?? 'the whole file'}: ${issue.message}`,
  );
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (error) {
    throw new AppError('invalid_request', `${file}: ${errorText(error)}`, { cause: error });
  }
}
