export { openWritten, writePlugins } from './write-plugin.ts';
export type { OpenedPlugins, PluginFolder, PluginSource } from './write-plugin.ts';
