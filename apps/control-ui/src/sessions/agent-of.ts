/** The agent of a session key: `agent:<agentId>:<rest>`. */
export function agentOf(sessionKey: string): string {
  const [, agentId = 'main'] = /^agent:([^:]+):/u.exec(sessionKey) ?? [];
  return agentId;
}
