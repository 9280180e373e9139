import manifest from '../package.json' with { type: 'json' };

export const pluginId = 'og-memory-context-engine';
export const { version } = manifest;
