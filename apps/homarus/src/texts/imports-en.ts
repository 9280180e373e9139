interface Taken {
  readonly messages: number;
  readonly memories: number;
  readonly superseded: number;
  readonly updated: number;
}

interface NotTaken {
  readonly known: number;
  readonly skipped: number;
  readonly failed: number;
}

const reasons: Readonly<Record<string, string>> = {
  secret: 'it holds a password, key or card number',
  forgotten: 'you had it forgotten',
  empty: 'it says nothing',
  derived: 'it repeats other files',
  other_user: 'it is of another user; choose one with --source-user',
  unknown_role: 'nobody says it',
  too_long: 'it is longer than 8,000 characters',
  malformed: 'it is not of the expected form',
  unreadable: 'the file cannot be read',
  no_text: 'the file is not text in UTF-8; save it as that',
  refused: 'it could not be stored',
};

/** Of taking memories in from elsewhere, and of writing them for others. */
export const importsEn = {
  help: {
    import: 'take memories in: an export, or what another assistant keeps',
    place: 'a file or folder: an export, ~/.openclaw, ~/.claude, ~/.codex, a conversation as JSON',
    from: 'what it is: homarus, openclaw, openclaw-lancedb, claude-code, codex, mem0, messages, markdown (default: auto, by looking)',
    learn: 'learn from imported conversations too, with the model if there is one',
    sourceUser: 'of an export of several users, whose memories to take',
    format: 'jsonl: everything; markdown, openclaw: what is remembered, as a folder of text files',
  },
  reading: (place: string, source: string) => `Reading ${place} as ${source}.`,
  nothingThere: (place: string) => `There is no file or folder ${place} that can be read.`,
  nothingFound: (place: string, source: string) =>
    `Nothing of ${source} is in ${place}. Choose another folder, or another source with --from.`,
  unknownSource: (name: string, known: string) =>
    `There is no source "${name}"; --from takes one of: ${known}.`,
  undetected: (place: string, known: string) =>
    `What ${place} holds is not recognised. Say what it is with --from: ${known}.`,
  noLancedb:
    'To read a LanceDB table, install its module in the folder where you are, and try again: npm install @lancedb/lancedb apache-arrow',
  noTable: (place: string) =>
    `There is no LanceDB table "memories" in ${place} (a folder memories.lance, or memory/lancedb below it).`,
  taken: ({ messages, memories, superseded, updated }: Taken) =>
    `${messages} messages, ${memories} new memories (${superseded} of them end others), ${updated} in better words`,
  notTaken: ({ known, skipped, failed }: NotTaken) =>
    `${known} known already, ${skipped} skipped, ${failed} failed`,
  outcomes: {
    added: 'new',
    updated: 'updated',
    superseded: 'replaces',
    known: 'known',
    skipped: 'skipped',
    failed: 'FAILED',
  },
  reasons,
  more: (count: number) => `and ${count} more`,
  badFormat: (name: string) =>
    `There is no format "${name}"; --format takes jsonl, markdown or openclaw.`,
  needsFolder: (format: string) => `The format ${format} is a folder of files; name the folder.`,
  inTheWay: (file: string) =>
    `${file} is there already and is not overwritten; choose another folder.`,
  written: (memories: number, files: number, folder: string) =>
    `Wrote ${memories} memories into ${files} files in ${folder}.`,
};
