/** What stands in the configuration file, without secrets. */
export interface ConfigSnapshot {
  readonly path: string;
  readonly exists: boolean;
  /** The file's text; secrets are the marker, which `set` and `patch` take as "unchanged". */
  readonly raw: string;
  /** The file as a tree. */
  readonly parsed: unknown;
  /** What is in effect, with defaults. */
  readonly config: unknown;
  readonly valid: boolean;
  /** Of the file's text, for the next change. */
  readonly hash: string;
  readonly issues: readonly { readonly path: string; readonly message: string }[];
}

export interface ConfigChanged extends ConfigSnapshot {
  /** Paths that changed. */
  readonly changed: readonly string[];
  /** Whether some of it takes effect at the next start only. */
  readonly restartRequired: boolean;
  /** What has changed since the start and waits for the next one. */
  readonly restartPaths: readonly string[];
}

export interface ConfigSchemaPart {
  readonly path: string;
  /** JSON Schema. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly reloadKind: 'hot' | 'restart';
}

/**
 * The configuration file, for people with the scope to change it. Changes are checked as at a start,
 * written at once, keep the comments of the file, and take effect at once where they can. Errors:
 * `conflict` when the file is not the one of `baseHash` any more, `invalid_request` with all problems.
 */
export interface ConfigDesk {
  get(): Promise<ConfigSnapshot>;
  /** Puts `raw` (YAML or JSON) in the place of the file. */
  set(raw: string, baseHash: string | undefined): Promise<ConfigChanged>;
  /** Merges `raw` into the file: null takes a key away, lists are replaced. */
  patch(raw: string, baseHash: string | undefined): Promise<ConfigChanged>;
  /** JSON Schema of the whole file. */
  schema(): Readonly<Record<string, unknown>>;
  /** The schema of one path, `gateway.port`; undefined when there is no such path. */
  lookup(path: string): ConfigSchemaPart | undefined;
}
