// What plugins find as `openclaw/plugin-sdk/plugin-entry`, `openclaw/plugin-sdk/core` and
// `openclaw/plugin-sdk`.
import type { PluginEntry } from '@homarus/plugin-api';

/** Names the type of an entry, and gives it back. */
export function definePluginEntry(entry: PluginEntry): PluginEntry {
  return entry;
}

/** The schema of a plugin that has nothing to configure. */
export function emptyPluginConfigSchema() {
  return { type: 'object', additionalProperties: false, properties: {} } as const;
}
