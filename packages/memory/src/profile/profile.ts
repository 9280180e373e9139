import { userCategories } from '../category.ts';
import type { MemoryStore } from '../ports/memory-store.ts';
import type { MemoryRecord } from '../record.ts';
import type { Scope } from '../scope.ts';

/** Memories that are always worth a line: what holds of the person beyond the day it was said. */
const minProfileImportance = 0.5;
/** The weightiest that are looked at. */
const maxProfileMemories = 80;

export const profileSections = ['facts', 'preferences', 'decisions', 'behaviours'] as const;

export type ProfileSection = (typeof profileSections)[number];

/** Who a person is, as far as it is known: evergreen facts, preferences, decisions and habits. */
export type Profile = Readonly<Record<ProfileSection, readonly MemoryRecord[]>>;

/** The memories of the person that may be in the profile, the weightiest first. */
export function findProfileMemories(
  store: Pick<MemoryStore, 'findMemories'>,
  scope: Scope,
): Promise<readonly MemoryRecord[]> {
  return store.findMemories(scope, {
    categories: userCategories,
    order: 'weight',
    limit: maxProfileMemories,
  });
}

/** An event passes, and what hardly matters is no part of who somebody is. */
export function isOfProfile({ kind, importance }: MemoryRecord): boolean {
  return kind !== 'event' && importance >= minProfileImportance;
}

/**
 * The person's profile. A function of what is remembered, so that nothing in it is forgotten later than
 * the memory that says it; each section in the order in which things were learned.
 */
export async function buildProfile(
  store: Pick<MemoryStore, 'findMemories'>,
  scope: Scope,
): Promise<Profile> {
  const found = (await findProfileMemories(store, scope)).filter((record) => isOfProfile(record));
  const sorted = found.toSorted((a, b) => a.recordedAt - b.recordedAt || (a.id < b.id ? -1 : 1));
  const of = (section: ProfileSection): readonly MemoryRecord[] =>
    sorted.filter((record) => sectionOf(record) === section);
  return {
    facts: of('facts'),
    preferences: of('preferences'),
    decisions: of('decisions'),
    behaviours: of('behaviours'),
  };
}

function sectionOf({ kind, category }: MemoryRecord): ProfileSection {
  if (kind === 'behaviour') return 'behaviours';
  if (category === 'user_memory_preference') return 'preferences';
  return category === 'user_memory_decision' ? 'decisions' : 'facts';
}
