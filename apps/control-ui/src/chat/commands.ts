/** What a person can do by writing `/name` into the field. */
export const commandNames = [
  'new',
  'stop',
  'title',
  'compact',
  'memory',
  'language',
  'theme',
  'help',
] as const;
export type CommandName = (typeof commandNames)[number];

export interface Command {
  readonly name: CommandName;
  /** What stands behind the name. */
  readonly rest: string;
}

/** The command that a text is; undefined for a message, also for one that only looks like a command. */
export function parseCommand(text: string): Command | undefined {
  const [, word = '', rest = ''] = /^\/([a-z]+)(?:\s+(.*))?$/su.exec(text.trim()) ?? [];
  const name = commandNames.find((known) => known === word);
  return name === undefined ? undefined : { name, rest: rest.trim() };
}

/** The commands that a text may become; none when it is no beginning of one. */
export function proposeCommands(text: string): readonly CommandName[] {
  const [, begun] = /^\/([a-z]*)$/u.exec(text) ?? [];
  return begun === undefined ? [] : commandNames.filter((name) => name.startsWith(begun));
}
