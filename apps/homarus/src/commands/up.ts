import path from 'node:path';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import type { ServeFlags } from '../cli/flags.ts';
import { logFileOf } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { version } from '../version.ts';
import { modelLines } from './model-lines.ts';
import { pageUrls } from './page-urls.ts';
import { rows } from './rows.ts';
import { serve } from './serve.ts';

/** `homarus up`: everything in one process. */
export async function up(context: CommandContext, flags: ServeFlags): Promise<ExitCode> {
  const texts = context.texts.up;
  context.say(texts.starting(version));
  const sources = { env: context.env, overrides: flags };
  const config = await loadConfig(sources);
  const { remote } = config.memory;
  const doors = remote === undefined ? (['gateway', 'memory'] as const) : (['gateway'] as const);
  return serve(context, { config, sources, doors, stderrLevel: 'warn' }, ({ urls, controlUrl }) => {
    const { gateway = '', memory = remote?.url ?? '' } = urls;
    context.say(texts.listening);
    for (const row of rows([
      [texts.page, pageUrls(gateway, controlUrl)],
      [texts.api, `${gateway}/v1`],
      [texts.memoryApi, `${memory}/api/v1`],
      [texts.model, modelLines(config, texts)],
      [
        texts.state,
        path.dirname(config.memory.dataDir) === config.home ? config.home : config.memory.dataDir,
      ],
      [texts.log, logFileOf(config)],
    ])) {
      context.say(row);
    }
    context.say(texts.stop);
  });
}
