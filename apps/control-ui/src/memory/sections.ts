import type { MemoryTab } from '@homarus/protocol';

/** The parts of the memory panel, in their order; the first part of the route's place. */
export const memorySections = [
  'user',
  'self',
  'full',
  'dashboard',
  'search',
  'log',
  'care',
  'transfer',
] as const;
export type MemorySection = (typeof memorySections)[number];

export interface MemoryPlace {
  readonly section: MemorySection;
  /** What is shown of it: the query of a search. */
  readonly rest: string;
}

export function parseMemoryPlace(place: string): MemoryPlace {
  const slash = place.indexOf('/');
  const name = slash === -1 ? place : place.slice(0, slash);
  const section = memorySections.find((known) => known === name) ?? 'user';
  return { section, rest: slash === -1 ? '' : place.slice(slash + 1) };
}

export function isTab(section: MemorySection): section is MemoryTab {
  return section === 'user' || section === 'self' || section === 'full';
}
