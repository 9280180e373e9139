import { AppError, nearestWord } from '@homarus/base';

import type { FoundPlugin } from './manifest.ts';
import { ownSlots } from './settings.ts';
import type { PluginSettings } from './settings.ts';

/** Why a plugin is not loaded; undefined when it is. */
export function whyNot(
  { enabled, allow, deny, entries }: PluginSettings,
  id: string,
): string | undefined {
  if (!enabled) return 'plugins.enabled is false';
  if (deny.includes(id)) return 'it stands in plugins.deny';
  if (allow.length > 0 && !allow.includes(id)) return 'it does not stand in plugins.allow';
  if (entries[id]?.enabled === false) return `plugins.entries.${id}.enabled is false`;
  return undefined;
}

/**
 * Throws `invalid_request` that names every id of the settings that no plugin has. One that is allowed
 * need not be there: without it, an empty `allow` would let every plugin in.
 */
export function checkIds(settings: PluginSettings, plugins: readonly FoundPlugin[]): void {
  const known = plugins.map(({ id }) => id);
  requireKnown(settings, known, namedIds(settings));
}

/**
 * The same for a slot that names a plugin, or what one has registered: `known` are the ids of both,
 * which are known once all plugins are loaded.
 */
export function checkSlot(
  settings: PluginSettings,
  slot: 'contextEngine' | 'compaction',
  known: readonly string[],
): void {
  const id = settings.slots[slot];
  if (id === undefined || ownSlots.has(id)) return;
  requireKnown(settings, known, [{ at: `plugins.slots.${slot}`, id }]);
}

interface NamedId {
  /** Where it stands in the configuration. */
  readonly at: string;
  readonly id: string;
}

function requireKnown(
  settings: PluginSettings,
  known: readonly string[],
  named: readonly NamedId[],
): void {
  const problems = named
    .filter(({ id }) => !known.includes(id))
    .map(({ at, id }) => `${at}: there is no plugin '${id}'.${hintFor(id, known)}`);
  if (problems.length === 0) return;
  const places = [...settings.paths, settings.pluginsDir].join(', ');
  throw new AppError(
    'invalid_request',
    `${problems.join(' ')} Known: ${known.join(', ') || 'none'}; looked for in ${places}.`,
    { details: { known } },
  );
}

function namedIds({ deny, entries, slots }: PluginSettings): readonly NamedId[] {
  return [
    ...deny.map((id, index) => ({ at: `plugins.deny[${index}]`, id })),
    ...Object.keys(entries).map((id) => ({ at: `plugins.entries.${id}`, id })),
    ...(slots.memory === undefined || ownSlots.has(slots.memory)
      ? []
      : [{ at: 'plugins.slots.memory', id: slots.memory }]),
  ];
}

function hintFor(id: string, known: readonly string[]): string {
  const near = nearestWord(id, known);
  return near === undefined ? '' : ` Did you mean '${near}'?`;
}
