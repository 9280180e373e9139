export const pluginsEn = {
  help: {
    plugins: 'show, install and switch plugins',
    list: 'show the plugins that are there',
    inspect: 'load one and show what it offers',
    install: 'install one from a folder or from npm; runs no install scripts',
    remove: 'remove an installed one; what it has stored stays',
    enable: 'load it from the next start on',
    disable: 'do not load it any more',
    run: 'run a command that a plugin brings along',
    id: 'id of the plugin',
    source: 'a folder, or a package as npm names it: name@version',
    words: 'the command and its arguments',
  },
  none: (folder: string) =>
    `There are no plugins in ${folder}. Install one with: homarus plugins install <folder or package>`,
  status: {
    enabled: 'enabled',
    degraded: 'degraded',
    failed: 'failed',
    off: 'off',
    disabled: 'disabled',
    broken: 'broken',
  },
  installed: (id: string, version: string, folder: string) =>
    `Installed ${id} ${version} in ${folder}.`,
  slotHint: (slot: string, id: string) =>
    `To give it that place, set plugins.slots.${slot}: ${id} in the configuration.`,
  removed: (id: string) => `Removed ${id}.`,
  notInstalled: (id: string, folder: string) =>
    `${id} was not installed here; it is in ${folder}. Remove that from plugins.load.paths.`,
  switched: (id: string, isEnabled: boolean, file: string) =>
    `${id} is ${isEnabled ? 'enabled' : 'disabled'} in ${file}.`,
  restart: 'This takes effect at the next start.',
  noCommands: (id: string, error: string) =>
    `${id} has no commands for the command line.${error === '' ? '' : ` ${error}`}`,
};
