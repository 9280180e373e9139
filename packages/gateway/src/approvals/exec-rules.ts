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
      const settings = agents.list.find(({ id }) => id === agentId)?.exec;
      const { mode, allow } = settings ?? { mode: 'deny', allow: [] };
      const { allowlist, ...own } = file.agents[agentId] ?? { allowlist: [] };
      const { security, ask } = { ...execModes[mode], ...setIn(file.defaults), ...setIn(own) };
      return { security, ask, allow: [...allow, ...allowlist.map(({ pattern }) => pattern)] };
    },
    async allowAlways(agentId, words, at) {
      const entry = { pattern: toCommandLine(words), source: 'allow-always', createdAt: at };
      await store.update((file) => withEntry(file, agentId, entry));
    },
  };
}

/** The rules that are there, without those that say nothing. */
function setIn({
  security,
  ask,
}: {
  readonly security?: ExecPolicy['security'] | undefined;
  readonly ask?: ExecPolicy['ask'] | undefined;
}): Partial<Pick<ExecPolicy, 'security' | 'ask'>> {
  return {
    ...(security === undefined ? {} : { security }),
    ...(ask === undefined ? {} : { ask }),
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
