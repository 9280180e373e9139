/** What the operator says about plugins; `plugins` in the configuration. */
export interface PluginSettings {
  /** False: no plugin is loaded. */
  readonly enabled: boolean;
  /** Only these, when it is not empty. */
  readonly allow: readonly string[];
  /** Never these. */
  readonly deny: readonly string[];
  readonly entries: Readonly<Record<string, PluginEntrySettings>>;
  /** Who has a place that only one plugin can have; the gateway's own part without. */
  readonly slots: PluginSlots;
  /** Folders of plugins, or with plugins in them. Absolute. */
  readonly paths: readonly string[];
  /** Where plugins are installed. Absolute; need not be there. */
  readonly pluginsDir: string;
  /** Where plugins keep what is their own. Absolute. */
  readonly stateDir: string;
  /** The person's home folder, for paths with `~`. */
  readonly homeDir: string;
}

export interface PluginEntrySettings {
  readonly enabled?: boolean | undefined;
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  readonly hooks?:
    | {
        readonly allowConversationAccess?: boolean | undefined;
        /** How long a handler of an event may take. */
        readonly timeoutMs?: number | undefined;
      }
    | undefined;
}

export interface PluginSlots {
  readonly memory?: string | undefined;
  readonly contextEngine?: string | undefined;
  readonly compaction?: string | undefined;
}

/** Names in a slot that mean the gateway's own part. */
export const ownSlots: ReadonlySet<string> = new Set(['none', 'legacy', 'homarus']);
