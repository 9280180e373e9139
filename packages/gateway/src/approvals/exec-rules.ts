import type { Agents } from '../agents.ts';
import { execModes } from '../tools/exec/exec-policy.ts';
import type { ExecPolicy } from '../tools/exec/exec-policy.ts';
import { toCommandLine } from '../tools/exec/parse-command.ts';
import type { ExecApprovalsFile, ExecApprovalsStore } from './exec-approvals-file.ts';

/**
 * The rules of `exec` for each agent: those that people have set over the wire, before those of the
 * configuration, before `deny`. Allow-lists add up.
 */
export interface ExecRules {
  policyOf(agentId: string): Promise<ExecPolicy>;
  /** Allows exactly this command from now on; durable when it resolves. */
  allowAlways(agentId: string, words: readonly string[], at: number): Promise<void>;
}

export function createExecRules(agents: Agents, store: ExecApprovalsStore): ExecRules {
  return {
    async policyOf(agentId) {
      const { file } = await store.read();
      const configured = agents.list.find(({ id }) => id === agentId)?.exec;
      const { allowlist = [], ...own } = file.agents[agentId] ?? {};
      const rules = [own, file.defaults, execModes[configured?.mode ?? 'deny']];
      return {
        security: rules.find(({ security }) => security !== undefined)?.security ?? 'deny',
        ask: rules.find(({ ask }) => ask !== undefined)?.ask ?? 'off',
        allow: [...(configured?.allow ?? []), ...allowlist.map(({ pattern }) => pattern)],
      };
    },
    async allowAlways(agentId, words, at) {
      const entry = { pattern: toCommandLine(words), source: 'allow-always', createdAt: at };
      await store.update((file) => withEntry(file, agentId, entry));
    },
  };
}

function withEntry(
  file: ExecApprovalsFile,
  agentId: string,
  entry: { readonly pattern: string },
): ExecApprovalsFile {
  const own = file.agents[agentId] ?? { allowlist: [] };
  if (own.allowlist.some(({ pattern }) => pattern === entry.pattern)) return file;
  const allowlist = [...own.allowlist, entry];
  return { ...file, agents: { ...file.agents, [agentId]: { ...own, allowlist } } };
}
