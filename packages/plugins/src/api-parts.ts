import type { PluginLogger } from '@homarus/plugin-api';

import type { Guard } from './guard.ts';
import type { FoundPlugin } from './manifest.ts';
import type { PluginSettings } from './settings.ts';

/** What the host as one plugin sees it is made of. */
export interface ApiParts {
  readonly plugin: FoundPlugin;
  readonly settings: PluginSettings;
  /** Of the host. */
  readonly version: string;
  readonly logger: PluginLogger;
  readonly guard: Guard;
}
