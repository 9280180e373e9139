import { AppError } from '@homarus/base';
import type { Clock } from '@homarus/base';

import type { AgentList, AgentSettings } from '../agents.ts';
import type { AgentRecord, AgentStore } from './agent-store.ts';

/** What a person says of an agent over the wire. */
export interface AgentDraft {
  readonly name: string;
  readonly emoji?: string | undefined;
  readonly avatar?: string | undefined;
  readonly model?: string | undefined;
  readonly workspace?: string | undefined;
}

/** What is absent stays; a `model` of null is taken away. */
export type AgentChange = Partial<Omit<AgentDraft, 'name' | 'model'>> & {
  readonly name?: string | undefined;
  readonly model?: string | null | undefined;
};

/**
 * The agents of the configuration and those that were made over the wire, as one list. Agents of the
 * configuration are changed there only: `forbidden`, with how, otherwise.
 */
export interface AgentDesk {
  /** Reads the stored agents; another process may have made some. */
  load(): Promise<void>;
  create(draft: AgentDraft): Promise<AgentSettings>;
  update(agentId: string, change: AgentChange): Promise<AgentSettings>;
  /** Its sessions and memories stay. */
  remove(agentId: string): Promise<AgentSettings>;
  /** The configuration was read anew. */
  reconfigure(configured: readonly AgentSettings[]): void;
  /** When it was made; undefined for one of the configuration. */
  createdAtOf(agentId: string): number | undefined;
}

export interface AgentDeskDeps {
  readonly agents: AgentList;
  readonly store: AgentStore;
  readonly clock: Clock;
  readonly accountId: string;
}

export function createAgentDesk(deps: AgentDeskDeps, initial: readonly AgentSettings[]): AgentDesk {
  const { agents, store, clock, accountId } = deps;
  let configured = initial;
  let made: readonly AgentRecord[] = [];
  const publish = (): void => {
    const taken = new Set(configured.map(({ id }) => id));
    const others = made.filter(({ agentId }) => !taken.has(agentId));
    // Without any agent of the configuration, the default one stays the first.
    const first = configured.length === 0 ? agents.list.slice(0, 1) : configured;
    agents.replace([...first, ...others.map(toSettings)]);
  };
  const load = async (): Promise<void> => {
    made = await store.listAgents(accountId);
    publish();
  };
  const requireMade = (agentId: string): AgentRecord => {
    const record = made.find((one) => one.agentId === agentId);
    const { id } = agents.require(agentId, 'agentId');
    if (record !== undefined && !configured.some((one) => one.id === id)) return record;
    throw configuredOnly(agentId);
  };
  return {
    load,
    async create(draft) {
      await load();
      const now = clock.now();
      const agentId = freeId(draft.name, new Set(agents.list.map(({ id }) => id)));
      const record = { ...toRecord(draft), accountId, agentId, createdAt: now, updatedAt: now };
      await store.createAgent(record);
      await load();
      return toSettings(record);
    },
    async update(agentId, change) {
      await load();
      const before = requireMade(agentId);
      const { model = before.model, ...rest } = change;
      const given = Object.fromEntries(
        Object.entries(rest).filter(([, value]) => value !== undefined),
      );
      const record = { ...before, ...given, model: model ?? undefined, updatedAt: clock.now() };
      await store.updateAgent(record);
      await load();
      return toSettings(record);
    },
    async remove(agentId) {
      await load();
      const record = requireMade(agentId);
      await store.deleteAgent(accountId, agentId);
      await load();
      return toSettings(record);
    },
    reconfigure(next) {
      configured = next;
      publish();
    },
    createdAtOf: (agentId) => made.find((one) => one.agentId === agentId)?.createdAt,
  };
}

function toRecord(draft: AgentDraft) {
  const { name, emoji, avatar, model, workspace } = draft;
  return { name, emoji, avatar, model, workspace };
}

function toSettings({
  agentId,
  name,
  emoji,
  avatar,
  model,
  workspace,
}: AgentRecord): AgentSettings {
  return {
    id: agentId,
    name,
    ...(emoji === undefined ? {} : { emoji }),
    ...(avatar === undefined ? {} : { avatar }),
    ...(model === undefined ? {} : { model }),
    ...(workspace === undefined ? {} : { workspace }),
  };
}

const maxIdLength = 48;

/** `Code Helper` becomes `code-helper`; a name without Latin letters `agent-2`. `conflict` when taken. */
function freeId(name: string, taken: ReadonlySet<string>): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, maxIdLength)
    .replaceAll(/^-+|-+$/gu, '');
  if (slug !== '') {
    if (!taken.has(slug)) return slug;
    throw new AppError(
      'conflict',
      `name: there is an agent '${slug}' already; choose another name.`,
      {
        details: { path: 'name', agentId: slug },
      },
    );
  }
  let number = taken.size + 1;
  while (taken.has(`agent-${number}`)) number += 1;
  return `agent-${number}`;
}

function configuredOnly(agentId: string): AppError {
  return new AppError(
    'forbidden',
    `agentId: '${agentId}' is an agent of the configuration file; change it there, or with config.patch.`,
    { details: { path: 'agentId', agentId } },
  );
}
