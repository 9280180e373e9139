import type { CommandContext, ExitCode } from '../cli/context.ts';
import type { ServeFlags } from '../cli/flags.ts';
import { loadConfig } from '../config/load.ts';
import { rows } from './rows.ts';
import { serve } from './serve.ts';

/** `homarus memory`: the memory API alone, for any agent. */
export async function memory(context: CommandContext, flags: ServeFlags): Promise<ExitCode> {
  const { home, logLevel, host: memoryHost, port, memoryPort = port } = flags;
  const overrides = { home, logLevel, memoryHost, memoryPort };
  const config = await loadConfig({ env: context.env, overrides });
  const stderrLevel = config.log.level;
  return serve(context, { config, doors: ['memory'], stderrLevel }, ({ urls }) => {
    const { up } = context.texts;
    for (const row of rows([
      [up.memoryApi, `${urls.memory ?? ''}/api/v1`],
      [up.state, config.memory.dataDir],
    ])) {
      context.say(row);
    }
    context.say(up.stop);
  });
}
