import type { CommandContext, ExitCode } from '../cli/context.ts';
import type { ServeFlags } from '../cli/flags.ts';
import { loadConfig } from '../config/load.ts';
import { modelLines } from './model-lines.ts';
import { pageUrls } from './page-urls.ts';
import { rows } from './rows.ts';
import { serve } from './serve.ts';

/** `homarus gateway`: the doors for conversations; its memory is in the same process, without a port. */
export async function gateway(context: CommandContext, flags: ServeFlags): Promise<ExitCode> {
  const sources = { env: context.env, overrides: flags };
  const config = await loadConfig(sources);
  const stderrLevel = config.log.level;
  return serve(
    context,
    { config, sources, doors: ['gateway'], stderrLevel },
    ({ urls, controlUrl }) => {
      const { up } = context.texts;
      const { gateway: url = '' } = urls;
      for (const row of rows([
        [up.page, pageUrls(url, controlUrl)],
        [up.api, `${url}/v1`],
        [up.model, modelLines(config, up)],
      ])) {
        context.say(row);
      }
      context.say(up.stop);
    },
  );
}
