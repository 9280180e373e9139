/** What the program reads of the environment; `--help` shows it. */
export const envTable = [
  ['OGMEM_URL', 'where the memory service is (default http://127.0.0.1:8090)'],
  ['HOMARUS_MEMORY_KEY', 'the key of the memory service, when it asks for one'],
  ['OG_ACCOUNT_ID', 'the account (default: that of the key)'],
  ['OG_USER_ID', 'the person (default: that of the key or of the service)'],
  ['OG_AGENT_ID', 'the agent (default: that of the service)'],
  ['HOMARUS_MCP_TOKEN', 'with --http: what clients send as "Authorization: Bearer ..."'],
] as const;

export type EnvName = (typeof envTable)[number][0];

/** The only read of `process.env`; empty values are absent. */
export function readEnvironment(): Partial<Readonly<Record<EnvName, string>>> {
  const entries = envTable.flatMap(([name]) => {
    const value = process.env[name]?.trim() ?? '';
    return value === '' ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}
