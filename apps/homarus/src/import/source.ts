/** Where memories can be taken in from. */
export const importSources = [
  'homarus',
  'openclaw',
  'openclaw-lancedb',
  'claude-code',
  'codex',
  'mem0',
  'messages',
  'markdown',
] as const;

export type ImportSource = (typeof importSources)[number];
