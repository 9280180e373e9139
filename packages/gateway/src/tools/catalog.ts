export const toolProfiles = ['minimal', 'coding', 'messaging', 'full'] as const;

/** A ready-made choice of tools. */
export type ToolProfile = (typeof toolProfiles)[number];

export const toolGroups = {
  memory: 'Memory',
  files: 'Workspace files',
  runtime: 'Commands',
  web: 'Web',
  sessions: 'Sessions',
  schedule: 'Schedule',
  time: 'Time',
} as const;

export type ToolGroup = keyof typeof toolGroups;

/** What people are told of a tool, beside its description for the model. */
export interface CatalogEntry {
  readonly name: string;
  readonly label: string;
  readonly group: ToolGroup;
  /** What a wrong call may cost; calls of `medium` and `high` stand in the audit log. */
  readonly risk: 'low' | 'medium' | 'high';
  /** The profiles that have it; `full` has every tool. */
  readonly profiles: readonly ToolProfile[];
}

const everyProfile = toolProfiles;
const forWork = ['coding', 'full'] as const;
const forWorkAndTalk = ['coding', 'messaging', 'full'] as const;

/** Tools of the gateway itself, in the order of lists. */
export const toolCatalog: readonly CatalogEntry[] = [
  { name: 'memory_recall', label: 'Recall', group: 'memory', risk: 'low', profiles: everyProfile },
  { name: 'memory_store', label: 'Remember', group: 'memory', risk: 'low', profiles: everyProfile },
  {
    name: 'memory_forget',
    label: 'Forget',
    group: 'memory',
    risk: 'medium',
    profiles: everyProfile,
  },
  { name: 'read', label: 'Read file', group: 'files', risk: 'low', profiles: forWork },
  { name: 'write', label: 'Write file', group: 'files', risk: 'medium', profiles: forWork },
  { name: 'edit', label: 'Edit file', group: 'files', risk: 'medium', profiles: forWork },
  { name: 'list', label: 'List folder', group: 'files', risk: 'low', profiles: forWork },
  { name: 'search', label: 'Search files', group: 'files', risk: 'low', profiles: forWork },
  { name: 'exec', label: 'Run command', group: 'runtime', risk: 'high', profiles: forWork },
  {
    name: 'web_fetch',
    label: 'Fetch page',
    group: 'web',
    risk: 'medium',
    profiles: forWorkAndTalk,
  },
  {
    name: 'session_list',
    label: 'List sessions',
    group: 'sessions',
    risk: 'low',
    profiles: forWorkAndTalk,
  },
  {
    name: 'session_history',
    label: 'Read session',
    group: 'sessions',
    risk: 'low',
    profiles: forWorkAndTalk,
  },
  {
    name: 'cron',
    label: 'Schedule work',
    group: 'schedule',
    risk: 'medium',
    profiles: forWorkAndTalk,
  },
  { name: 'now', label: 'Time', group: 'time', risk: 'low', profiles: everyProfile },
];

export function findEntry(name: string): CatalogEntry | undefined {
  return toolCatalog.find((known) => known.name === name);
}
