import path from 'node:path';

import { findEntry } from './catalog.ts';
import type { ToolProfile } from './catalog.ts';

/** Which tools an agent has: those of its profile and of `allow`, without those of `deny`. */
export interface ToolPolicy {
  /** Default `full`. */
  readonly profile?: ToolProfile;
  /** Names of tools with `*`, or groups: `web_*`, `group:files`. */
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
}

export const defaultProfile: ToolProfile = 'full';

/** Whether an agent of this policy has the tool. `exec` must be let by its own policy besides. */
export function isToolAllowed(name: string, policy: ToolPolicy = {}): boolean {
  const { profile = defaultProfile, allow = [], deny = [] } = policy;
  const entry = findEntry(name);
  const names = (pattern: string): boolean => isToolNamed(name, pattern);
  if (deny.some(names)) return false;
  return profile === 'full' || entry?.profiles.includes(profile) === true || allow.some(names);
}

/** Whether a pattern means the tool: a name with `*`, or a group. */
export function isToolNamed(name: string, pattern: string): boolean {
  return pattern.startsWith('group:')
    ? pattern.slice('group:'.length) === findEntry(name)?.group
    : path.matchesGlob(name, pattern);
}
