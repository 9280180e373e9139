export { defaultDeadlines, openPlugins } from './host.ts';
export type {
  PluginDeadlines,
  PluginHealth,
  PluginHost,
  PluginHostDeps,
  PluginHostOptions,
} from './host.ts';
export { checkPluginSettings } from './check-settings.ts';
export { findPlugins } from './find-plugins.ts';
export { installPlugin, removePlugin } from './install-plugin.ts';
export { listPlugins } from './reports.ts';
export { undeclaredTool } from './registration-shapes.ts';
export type { FoundPlugin } from './manifest.ts';
export type { Guard } from './guard.ts';
export type { PluginStatus } from './plugin-status.ts';
export type { LoadedPlugin } from './load-plugin.ts';
export type { RegisteredEngine, RegisteredMethod, RegisteredTool } from './registered.ts';
export type { PluginReport } from './reports.ts';
export type { PluginEntrySettings, PluginSettings, PluginSlots } from './settings.ts';
