import { checkSlot } from './choose-plugins.ts';
import type { LoadedPlugin } from './load-plugin.ts';
import type { Registered } from './registered.ts';
import { ownSlots } from './settings.ts';
import type { PluginSettings } from './settings.ts';

/** Slots that name a plugin or what it has registered, and what the owner puts there. */
const offersFor = {
  contextEngine: ({ engines }: Registered) => engines,
  compaction: ({ compactionProviders }: Registered) => compactionProviders,
} as const;

type OfferSlot = keyof typeof offersFor;
type Offer<S extends OfferSlot> = ReturnType<(typeof offersFor)[S]>[number];

const offerSlots = ['contextEngine', 'compaction'] as const satisfies readonly OfferSlot[];

/** A plugin with what it has put into a slot. */
export type SlotOwner<T> = LoadedPlugin & { readonly offer: T };

/** Who has the slot, by the id of the plugin or by that of what it registered; undefined: the gateway's own part. */
export function ownerOf<S extends OfferSlot>(
  slot: S,
  { slots }: PluginSettings,
  plugins: readonly LoadedPlugin[],
): SlotOwner<Offer<S>> | undefined {
  const wanted = slots[slot];
  if (wanted === undefined || ownSlots.has(wanted)) return undefined;
  for (const loaded of plugins) {
    const offers: readonly Offer<S>[] = offersFor[slot](loaded.registered);
    const offer =
      offers.find(({ id }) => id === wanted) ??
      (loaded.plugin.id === wanted ? offers[0] : undefined);
    if (offer !== undefined) return { ...loaded, offer };
  }
  return undefined;
}

/** The slots that a plugin has. */
export function slotsOf(
  { slots }: PluginSettings,
  id: string,
  registered: Registered | undefined,
): readonly string[] {
  const isOffered = (slot: OfferSlot): boolean =>
    registered !== undefined &&
    offersFor[slot](registered).some((offer) => offer.id === slots[slot]);
  const named = Object.entries(slots).flatMap(([slot, owner]) => (owner === id ? [slot] : []));
  return [...new Set([...named, ...offerSlots.filter(isOffered)])];
}

/**
 * Throws `invalid_request` for a slot that nothing known can have; a plugin in a slot that offers
 * nothing for it is never passed over in silence.
 */
export function checkSlots(
  settings: PluginSettings,
  found: readonly string[],
  plugins: readonly LoadedPlugin[],
): void {
  // What a plugin that could not be loaded would have registered is not known.
  if (plugins.every(({ guard }) => guard.status !== 'failed')) {
    for (const slot of offerSlots) {
      const offered = plugins.flatMap(({ registered }) =>
        offersFor[slot](registered).map(({ id }) => id),
      );
      checkSlot(settings, slot, [...found, ...offered]);
    }
  }
  for (const { plugin, guard, registered } of plugins) {
    const { contextEngine, compaction, memory } = settings.slots;
    if (plugin.id === contextEngine && registered.engines.length === 0) {
      guard.note('slot contextEngine', new Error('it has registered no context engine'));
    }
    if (plugin.id === compaction && registered.compactionProviders.length === 0) {
      guard.note('slot compaction', new Error('it has registered no compaction provider'));
    }
    if (plugin.id === memory && registered.memory.length === 0) {
      guard.note('slot memory', new Error('it has registered no memory capability'));
    }
  }
}
