export const pluginsEn = {
  help: {
    plugins: 'show, install and switch plugins',
    list: 'show the plugins that are there, and how they are in the running gateway',
    inspect: 'load one and show what it offers',
    install: 'install one from a folder, a tarball or npm; runs no install scripts',
    remove: 'remove an installed one, also from the configuration; what it has stored stays',
    enable: 'load it from the next start on',
    disable: 'do not load it any more',
    run: 'run a command that a plugin brings along',
    id: 'id of the plugin',
    source: 'a folder, a .tgz file, or a package as npm names it: name@version',
    words: 'the command and its arguments',
  },
  none: (folder: string) =>
    `There are no plugins in ${folder}. Install one with: homarus plugins install <folder or package>`,
  status: {
    enabled: 'enabled',
    ready: 'ready',
    degraded: 'degraded',
    failed: 'failed',
    off: 'off',
    disabled: 'disabled',
    broken: 'broken',
  },
  installed: (id: string, version: string, folder: string) =>
    `Installed ${id} ${version} in ${folder}.`,
  slotHint: (slot: string, id: string) =>
    `To give it that place: homarus config set plugins.slots.${slot} ${id}`,
  notAsked: (url: string, reason: string) =>
    `The gateway at ${url} could not be asked (${reason}); this is what is installed:`,
  forgotten: (paths: string, file: string) => `Taken out of ${file}: ${paths}.`,
  labels: {
    name: 'Plugin',
    description: 'About',
    state: 'State',
    remarks: 'Note',
    folder: 'Folder',
    kinds: 'Kind',
    slots: 'Has slot',
    tools: 'Tools',
    events: 'Events',
    routes: 'HTTP paths',
    methods: 'Methods',
    services: 'Services',
    commands: 'Commands',
    contextEngines: 'Engines',
    providers: 'Models of',
    compactionProviders: 'Compaction',
    embeddingProviders: 'Embeddings',
    unused: 'Not used',
  },
  removed: (id: string) => `Removed ${id}.`,
  notInstalled: (id: string, folder: string) =>
    `${id} was not installed here; it is in ${folder}. Remove that from plugins.load.paths.`,
  switched: (id: string, isEnabled: boolean, file: string) =>
    `${id} is ${isEnabled ? 'enabled' : 'disabled'} in ${file}.`,
  restart: 'This takes effect at the next start.',
  noCommands: (id: string, error: string) =>
    `${id} has no commands for the command line.${error === '' ? '' : ` ${error}`}`,
};
