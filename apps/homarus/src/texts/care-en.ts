export const careEn = {
  checking: 'Checking what is stored ...',
  sound: (checked: number) => `Nothing is wrong: ${checked} rows and search entries checked.`,
  drift: (checked: number, drift: number) =>
    `${drift} problems in ${checked} rows and search entries. "homarus memory repair" mends what can be made anew.`,
  mended: (remade: number, removed: number, revisions: number) =>
    `Mended: ${remade} search entries made anew, ${removed} empty ones and ${revisions} lost revisions removed.`,
  damage: 'the database file is damaged; restore it from a copy',
  problems: {
    row_without_entry: 'messages and memories that search cannot find',
    entry_without_row: 'search entries of nothing',
    wrong_entry: 'search entries at another place than their message',
    stale_terms: 'search entries of an older version',
    broken_position: 'messages that do not follow the one before them',
    missing_revision: 'memories without the row of their revision',
    orphaned_source: 'memories whose messages are not there',
    lost_revision: 'revisions of memories that are not there',
  },
  noJobs: 'There are no jobs.',
  states: { pending: 'pending', running: 'running', dead: 'dead' },
  attempts: (count: number) => `attempts: ${count}`,
  retried: (count: number) => `Jobs that are tried again: ${count}.`,
  dropped: (count: number) => `Jobs removed: ${count}.`,
  refused: (url: string, status: number) =>
    `The memory at ${url} refused (status ${status}). If it asks for a key, set HOMARUS_MEMORY_KEY.`,
};
