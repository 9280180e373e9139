import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { silentLogger } from '@homarus/base';
import { manualClock } from '@homarus/base/testing';

import { openPlugins } from '../host.ts';
import type { PluginHost, PluginHostDeps, PluginHostOptions } from '../host.ts';
import type { PluginSettings } from '../settings.ts';

/** One plugin as its author writes it. */
export interface PluginSource {
  readonly id: string;
  /** The body of `register(api)`, as JavaScript. */
  readonly register?: string;
  /** The whole module. Default: made of `register`. */
  readonly module?: string;
  readonly manifest?: object;
}

export interface PluginFolder extends Disposable {
  readonly folder: string;
  readonly settings: PluginSettings;
}

/** Writes plugins into a temporary folder. */
export function writePlugins(
  sources: readonly PluginSource[],
  settings: Partial<PluginSettings> = {},
): PluginFolder {
  const root = realpathSync(mkdtempSync(`${tmpdir()}/homarus-plugins-`));
  for (const source of sources) writePlugin(path.join(root, 'plugins', source.id), source);
  return {
    folder: root,
    settings: {
      enabled: true,
      allow: [],
      deny: [],
      entries: {},
      slots: {},
      paths: [],
      pluginsDir: path.join(root, 'plugins'),
      stateDir: path.join(root, 'state'),
      homeDir: root,
      ...settings,
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

function writePlugin(folder: string, { id, register = '', module, manifest }: PluginSource): void {
  mkdirSync(folder, { recursive: true });
  const configSchema = { type: 'object', additionalProperties: false, properties: {} };
  const files = {
    'openclaw.plugin.json': JSON.stringify({ id, configSchema, ...manifest }),
    'package.json': JSON.stringify({
      name: id,
      version: '1.0.0',
      type: 'module',
      openclaw: { extensions: ['./index.js'] },
    }),
    'index.js': module ?? `export default { id: '${id}', register(api) { ${register} } };`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
}

export interface OpenedPlugins extends AsyncDisposable {
  readonly host: PluginHost;
  readonly folder: string;
}

type OpeningOptions = Partial<PluginHostOptions> & Partial<Pick<PluginHostDeps, 'log' | 'strays'>>;

/** A host over plugins in a temporary folder, with a clock that stands still. */
export async function openWritten(
  sources: readonly PluginSource[],
  settings: Partial<PluginSettings> = {},
  { log = silentLogger, strays, ...options }: OpeningOptions = {},
): Promise<OpenedPlugins> {
  const written = writePlugins(sources, settings);
  const deps = strays === undefined ? { log } : { log, strays };
  const host = await openPlugins({ ...deps, clock: manualClock() }, written.settings, {
    version: '1.2.3',
    ...options,
  });
  return {
    host,
    folder: written.folder,
    async [Symbol.asyncDispose]() {
      await host.stop();
      written[Symbol.dispose]();
    },
  };
}
