/** The settings that the environment gives; the only place that reads it. */
export interface PluginEnv {
  readonly memoryUrl: string | undefined;
  readonly memoryKey: string | undefined;
}

export function readEnv(
  env: Readonly<Record<string, string | undefined>> = process.env,
): PluginEnv {
  return {
    memoryUrl: nonEmpty(env['OGMEM_URL']) ?? nonEmpty(env['OGMEM_API_URL']),
    memoryKey: nonEmpty(env['HOMARUS_MEMORY_KEY']),
  };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}
