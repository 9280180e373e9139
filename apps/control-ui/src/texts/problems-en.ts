/** Why something failed, by the code of the failure; the gateway's own sentence is given. */
export type ProblemTexts = Readonly<Record<string, (message: string) => string>>;

/** Where the gateway's sentence is for programs; for all others it is good enough. */
export const enProblems: ProblemTexts = {
  NO_CONNECTION: () => 'The gateway cannot be reached.',
  CONNECTION_LOST: () => 'The connection to the gateway was lost. Try again.',
  CONNECTION_SILENT: () => 'The gateway does not answer. Try again.',
  CLIENT_CLOSED: () => 'The connection is closed.',
  AUTH_RATE_LIMITED: () => 'Too many wrong attempts. Wait a little, then try again.',
  MISSING_SCOPE: (message) =>
    `This browser is not allowed to do that (${message}). Devices says what it may.`,
  TOO_MANY_CALLS: () => 'Too much is asked at once. Try again.',
};
