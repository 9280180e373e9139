export const mirrorEn = {
  help: {
    mirror: 'the Markdown tree of the memory: is it in order, take edits in, write it anew',
    status: 'compare the tree with what is known',
    sync: 'take in what was edited in the tree, and show what is new',
    rebuild: 'write the whole tree anew; forgets nothing',
    profile: 'show who the person is, as far as it is known',
  },
  off: 'The Markdown tree is off; memory.mirror.enabled: true turns it on.',
  place: (folder: string) => `The Markdown tree is in ${folder}`,
  shown: (shown: number, all: number) =>
    `  ${shown} of ${all} memories are shown as they are known.`,
  pending: (count: number) => `  ${count} are not written yet.`,
  edited: (count: number) => `  ${count} files were edited and are not taken in.`,
  missing: (count: number) => `  ${count} files are gone.`,
  drift: (count: number) =>
    `${count} memories are not in the Markdown tree as they are known; "homarus memory mirror sync" puts that in order.`,
  failure: (reason: string) => `  The tree could not be written: ${reason}`,
  kinds: {
    conflict: 'an edit of an older version: take over what you need, then remove this file',
    malformed: 'cannot be read',
    refused: 'is not taken in',
    unknown: 'belongs to nothing',
    copy: 'a second file of one memory',
  },
  sections: {
    facts: 'Facts',
    preferences: 'Preferences',
    decisions: 'Decisions',
    behaviours: 'Habits',
  },
  noProfile: 'Nothing is known yet.',
};
