import '../styles/operate.css';

import { useSignal } from '@preact/signals';

import { useApp } from '../app.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Card, Page } from '../components/page.tsx';
import { useEvent } from '../components/use-event.ts';
import { useLoad } from '../components/use-load.ts';
import { useManageTexts } from '../texts/manage/index.ts';
import { readTasks } from './read-tasks.ts';
import type { TasksFacts } from './read-tasks.ts';
import { RunLog } from './run-log.tsx';
import { emptyTask, toJob } from './task-draft.ts';
import type { TaskDraft } from './task-draft.ts';
import { TaskForm } from './task-form.tsx';
import { TaskItem } from './task-item.tsx';
import { timeZoneHere } from './time-zone.ts';

const isComplete = (draft: TaskDraft): boolean => toJob(draft) !== undefined;

/** What agents do by themselves at a time. */
export function TasksView() {
  const { gateway } = useApp();
  const { tasks: t } = useManageTexts();
  const isAdding = useSignal(false);
  const facts = useLoad(() => readTasks(gateway.client.value), []);
  useEvent('cron', facts.reload);
  const endAdding = (): void => {
    isAdding.value = false;
    facts.reload();
  };
  return (
    <Page>
      <LoadedView loaded={facts}>
        {(data) => (
          <>
            {isAdding.value ? (
              <AddTask facts={data} onEnd={endAdding} />
            ) : (
              <div class="filters">
                <button
                  type="button"
                  class="primary"
                  onClick={() => {
                    isAdding.value = true;
                  }}
                >
                  {t.add}
                </button>
              </div>
            )}
            {data.jobs.length === 0 && !isAdding.value ? <p class="note">{t.none}</p> : null}
            <ul class="items">
              {data.jobs.map((job) => (
                <TaskItem key={job.id} job={job} choices={data} onChanged={facts.reload} />
              ))}
            </ul>
            <Card title={t.log}>
              <RunLog version={data} />
            </Card>
          </>
        )}
      </LoadedView>
    </Page>
  );
}

interface AddTaskProps {
  readonly facts: TasksFacts;
  readonly onEnd: () => void;
}

function AddTask({ facts, onEnd }: AddTaskProps) {
  const { gateway, toasts, attempt } = useApp();
  const { tasks: t } = useManageTexts();
  const add = async (draft: TaskDraft): Promise<void> => {
    const job = toJob(draft);
    if (job === undefined) return;
    await gateway.client.value.call('cron.add', job);
    toasts.show(t.added);
    onEnd();
  };
  return (
    <Card title={t.add}>
      <TaskForm
        initial={emptyTask(facts.defaultAgent, timeZoneHere())}
        choices={facts}
        isComplete={isComplete}
        onSave={(draft) => attempt(add(draft))}
        onCancel={onEnd}
      />
    </Card>
  );
}
