import type { CronJobShape } from '@homarus/protocol';
import type { GatewayClient } from '@homarus/sdk';

import type { TaskChoices } from './task-form.tsx';

export interface TasksFacts extends TaskChoices {
  /** What comes next stands first. */
  readonly jobs: readonly CronJobShape[];
  readonly defaultAgent: string;
}

export async function readTasks({ call }: GatewayClient): Promise<TasksFacts> {
  const [{ jobs }, { agents, defaultId }, { models }] = await Promise.all([
    call('cron.list', { includeDisabled: true, limit: 200 }),
    call('agents.list'),
    call('models.list'),
  ]);
  return {
    jobs,
    defaultAgent: defaultId,
    agents,
    models: models.map(({ provider, id }) => `${provider}/${id}`),
  };
}
