import { AppError, errorText, nearestWord, silentLogger, systemClock } from '@homarus/base';
import { checkPluginSettings, findPlugins, listPlugins, openPlugins } from '@homarus/plugins';
import type { FoundPlugin, PluginReport, PluginSettings } from '@homarus/plugins';
import type { PluginShape } from '@homarus/protocol';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import type { PluginFlags } from '../cli/flags.ts';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { connectGateway, findGateway } from '../gateway-client/connect-gateway.ts';
import type { Texts } from '../texts/index.ts';
import { catchStrayErrors } from '../process/stray-errors.ts';
import { version } from '../version.ts';
import { columns } from './columns.ts';
import { rows } from './rows.ts';

/**
 * `homarus plugins list`: how they are in the gateway that runs on the home; without one, what there
 * is, without loading it.
 */
export async function pluginsList(context: CommandContext, flags: PluginFlags): Promise<ExitCode> {
  const config = await loadConfig({ env: context.env, overrides: { home: flags.home } });
  const running = await askGateway(context, config);
  const list = running ?? (await listInstalled(config.plugins));
  const texts = context.texts.plugins;
  if (flags.json === true) context.say(JSON.stringify(list, undefined, 2));
  else if (list.length === 0) context.say(texts.none(config.plugins.pluginsDir));
  else for (const line of columns(list.map((one) => toRow(one, texts, running)))) context.say(line);
  const isBad = list.some(({ status }) => ['broken', 'failed', 'off'].includes(status));
  return isBad ? 1 : 0;
}

/** Not loaded; one whose configuration does not fit cannot be. */
async function listInstalled(settings: PluginSettings): Promise<readonly PluginShape[]> {
  const problems = await checkPluginSettings(settings);
  return listPlugins(settings).map((report) => toShape(report, problems.get(report.id)));
}

function toShape(report: PluginReport, error: string | undefined): PluginShape {
  return error === undefined ? report : { ...report, status: 'failed', error };
}

/** Undefined when no gateway runs on the home; says so when one does and does not answer. */
async function askGateway(
  context: CommandContext,
  config: Config,
): Promise<readonly PluginShape[] | undefined> {
  const address = await findGateway(context, config, {});
  if (address === undefined) return undefined;
  const { home } = config;
  try {
    using client = await connectGateway(address, { home, texts: context.texts });
    return (await client.call('plugins.list')).plugins;
  } catch (error) {
    context.tell(`homarus: ${context.texts.plugins.notAsked(address.url, errorText(error))}`);
    return undefined;
  }
}

function toRow(
  { id, version: own = '', status, slots, error = '' }: PluginShape,
  { status: states }: Texts['plugins'],
  running: unknown,
): readonly string[] {
  // What was not loaded is not known to work.
  const state = states[status === 'ready' && running === undefined ? 'enabled' : status];
  const [reason = ''] = error.split('\n');
  return [id, own, state, slots.join(', '), reason];
}

/** `homarus plugins inspect <id>`: loads it and shows what it registers; its services do not start. */
export async function pluginsInspect(
  context: CommandContext,
  id: string,
  flags: PluginFlags,
): Promise<ExitCode> {
  const { plugins } = await loadConfig({ env: context.env, overrides: { home: flags.home } });
  requirePlugin(plugins, id);
  using strays = catchStrayErrors((error) => {
    throw error;
  });
  const deps = { log: silentLogger, clock: systemClock, strays };
  const host = await openPlugins(deps, plugins, { version });
  const report = host.list().find((known) => known.id === id);
  if (report === undefined) throw new Error(`The plugin ${id} is gone.`);
  if (flags.json === true) context.say(JSON.stringify(report, undefined, 2));
  else for (const line of toLines(report, context.texts.plugins)) context.say(line);
  return report.status === 'failed' ? 1 : 0;
}

function toLines(report: PluginReport, texts: Texts['plugins']): readonly string[] {
  const { id, name, version: own = '', description, folder, status, error, offers } = report;
  const { labels } = texts;
  const entries: readonly (readonly [string, string | undefined])[] = [
    [labels.name, `${name} (${id}) ${own}`.trim()],
    [labels.description, description],
    [labels.state, [texts.status[status], error].filter((text) => text !== undefined).join(': ')],
    [labels.remarks, joined(report.remarks ?? [], '\n')],
    [labels.folder, folder],
    [labels.kinds, joined(report.kinds)],
    [labels.slots, joined(report.slots)],
    ...Object.entries(offers).map(
      ([kind, names]) => [labels[kind as keyof typeof offers], joined(names)] as const,
    ),
  ];
  return rows(entries.flatMap(([label, text]) => (text === undefined ? [] : [[label, text]])));
}

function joined(words: readonly string[], separator = ', '): string | undefined {
  return words.length === 0 ? undefined : words.join(separator);
}

/** `not_found` with the nearest id when there is no such plugin. */
export function requirePlugin({ paths, pluginsDir }: PluginSettings, id: string): FoundPlugin {
  const { plugins } = findPlugins(paths, pluginsDir);
  const found = plugins.find((plugin) => plugin.id === id);
  if (found !== undefined) return found;
  const known = plugins.map((plugin) => plugin.id);
  const near = nearestWord(id, known);
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
  const list =
    known.length === 0 ? `There are none in ${pluginsDir}` : `Known: ${known.join(', ')}`;
  throw new AppError('not_found', `There is no plugin '${id}'.${hint} ${list}.`);
}
