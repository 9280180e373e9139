import { enIssues } from './issues-en.ts';
import { enPanel } from './en-panel.ts';
import { enProblems } from './problems-en.ts';

/** What the page says in English; the other languages have the same keys. */
export const en = {
  switchLanguage: '切换到中文',
  languageButton: '中',
  switchTheme: 'Switch between light and dark',
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Try again',
  copy: 'Copy',
  copied: 'Copied',
  failed: (problem: string) => `That did not work: ${problem}`,
  loading: 'Loading…',
  empty: 'Nothing here yet.',
  unsaved: {
    title: 'There are changes that are not saved. Leave and lose them?',
    leave: 'Leave without saving',
    stay: 'Stay',
  },

  pages: {
    chat: 'Chat',
    memory: 'Memory',
    overview: 'Overview',
    sessions: 'Sessions',
    agents: 'Agents',
    tasks: 'Tasks',
    plugins: 'Plugins',
    devices: 'Devices',
    approvals: 'Approvals',
    audit: 'Audit',
    logs: 'Logs',
    config: 'Settings',
    doctor: 'Doctor',
  },
  menu: 'Pages',
  skip: 'Skip to the content',

  connection: {
    connecting: 'Connecting…',
    connected: 'connected',
    degraded: 'limited',
    limits: (issues: readonly string[]) => `Works with limits: ${issues.join('; ')}`,
    look: 'What to do about it',
    waiting: (seconds: number) =>
      seconds <= 0
        ? 'The gateway cannot be reached. Trying again…'
        : `The gateway cannot be reached. Trying again in ${seconds} s.`,
    offline: 'offline',
    retryNow: 'Try now',
    pairing: 'This browser has to be approved.',
    pairingHelp: (id: string) =>
      `Approve the request ${id} in a browser that is connected already. This page goes on by itself.`,
    asksIn: (who: readonly string[], id: string) =>
      `${who.join(', ')} asks to be let in (request ${id}).`,
    wants: (scopes: string) => `Wants: ${scopes}`,
    approve: 'Approve',
    reject: 'Reject',
    refused: (message: string) => `The gateway refuses this page: ${message}`,
    closed: 'The connection is closed.',
    tokenLabel: 'This gateway asks for its token',
    passwordLabel: 'This gateway asks for its password',
    tokenWrong: 'That was refused. Is it the right one?',
    signIn: 'Continue',
    keptByDevice:
      'It is sent to this gateway only. This browser then gets a token of its own, and the secret is not kept.',
    keptByBrowser: 'It is kept in this browser and sent to this gateway only.',
  },

  sessions: {
    title: 'Conversations',
    open: 'Show the conversations',
    fresh: 'New conversation',
    freshWith: 'New conversation with another agent',
    untitled: 'New conversation',
    main: 'Main conversation',
    search: 'Search',
    searchLabel: 'Search conversations',
    none: 'No conversation yet.',
    noneFound: 'Nothing found.',
    said: 'Said in',
    pinned: 'Pinned',
    running: 'is being answered',
    more: (title: string) => `More for ${title}`,
    rename: 'Rename',
    renameLabel: 'New title',
    pin: 'Pin',
    unpin: 'Unpin',
    archive: 'Archive',
    archived: (title: string) => `“${title}” is in the archive.`,
    undo: 'Undo',
    save: 'Save',
    agent: 'Agent',
  },

  chat: {
    welcome: 'Tell me something. I will remember.',
    welcomeText:
      'What you tell me is stored in your own memory, on the machine that runs this gateway. Start a new conversation and ask: I will still know.',
    examples: [
      'I’m Robin, I’m allergic to peanuts, and I fly to Lisbon next Wednesday.',
      'What should I keep in mind when I eat out?',
      'What do you know about me?',
    ],
    messages: 'Messages',
    you: 'You',
    assistant: 'Homarus',
    earlier: 'Show earlier messages',
    phases: {
      preparing_context: 'Looking into memory…',
      starting_model: 'Starting the model…',
    } as Readonly<Record<string, string>>,
    working: 'Working…',
    thinking: 'Thoughts',
    stopped: 'Stopped.',
    stoppedBefore: 'The answer was not finished.',
    answerAgain: 'Answer again',
    askAgain: 'Ask again',
    model: (name: string) => `Model: ${name}`,
    models: 'Models',
    defaultModel: 'By default',
    edit: 'Edit and send again',
    sending: 'Sending…',
    queued: 'Waits for its turn',
    takeBack: 'Take back',
    notSent: (problem: string) => `Not sent: ${problem}`,
    toEnd: 'To the latest message',
    summedUp: 'Older messages were summed up',
    replaced: 'What was said before the next message was changed',
    picture: 'Picture',
    file: 'File',
  },

  composer: {
    label: 'Your message',
    placeholder: 'Write a message',
    hint: 'Enter sends, Shift+Enter makes a new line, / shows commands',
    send: 'Send',
    queue: 'Queue',
    stop: 'Stop',
    attach: 'Attach files',
    remove: (name: string) => `Remove ${name}`,
    drop: 'Drop files here',
    replaces:
      'You change an earlier message. What came after it leaves the conversation; it stays in the log, and what was learned from it in the memory.',
    replacesFiles: 'Its files have to be attached again.',
    tooBig: (name: string) => `${name} is too big for a message.`,
    commands: 'Commands',
  },

  commands: {
    new: 'Start a new conversation',
    stop: 'Stop the answer',
    title: 'Give this conversation a title',
    compact: 'Sum up older messages now',
    memory: 'Search the memory',
    language: 'Switch the language',
    theme: 'Switch between light and dark',
    help: 'Show what can be done here',
  },

  tool: {
    running: 'runs',
    done: 'done',
    failed: 'failed',
    arguments: 'Arguments',
    result: 'Result',
    noResult: 'It answered nothing.',
  },

  approval: {
    title: 'Allow this command?',
    where: (folder: string) => `in ${folder}`,
    once: 'Allow once',
    always: 'Always allow',
    deny: 'Deny',
    expires: (time: string) => `Denied by itself at ${time}`,
    none: 'Nothing waits for you.',
  },

  memory: {
    used: (count: number) => `Memory used: ${count}`,
    none: 'No memory was used',
    degraded: (reasons: string) => `Memory did not work fully: ${reasons}`,
    score: (score: string) => `score ${score}`,
    lanes: {
      lexical: 'words',
      context: 'words nearby',
      session: 'same conversation',
      vector: 'meaning',
      entity: 'names',
      time: 'time',
    } as Readonly<Record<string, string>>,
    rank: (lane: string, rank: number) => `${lane}: #${rank}`,
    source: 'Open the conversation',
    byHand: 'Added by hand',
    forget: 'Forget',
    wrong: 'Wrong',
    correction: 'How it really is',
    corrected: 'Corrected.',
    always: 'Always remember',
    keptAlways: 'It will always be remembered.',
    save: 'Save',
  },

  notifications: {
    on: 'Tell me when an answer arrives',
    off: 'Answers are announced',
    blocked: 'This browser does not allow notifications',
    arrived: 'Your answer is here',
  },

  panel: enPanel,

  problems: enProblems,
  issues: enIssues,

  table: { actions: 'Actions' },
};

/** The same in every language. */
export type Texts = typeof en;
