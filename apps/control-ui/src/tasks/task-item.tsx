import type { CronJobShape } from '@homarus/protocol';
import { useSignal } from '@preact/signals';
import type { Signal } from '@preact/signals';

import { useApp } from '../app.ts';
import { ConfirmButton } from '../components/confirm-button.tsx';
import { useFormat } from '../components/format.ts';
import { StatusDot } from '../components/status-dot.tsx';
import type { Tone } from '../components/status-dot.tsx';
import { useManageTexts } from '../texts/manage/index.ts';
import { RunLog } from './run-log.tsx';
import { fromJob, toJob } from './task-draft.ts';
import type { TaskDraft } from './task-draft.ts';
import { TaskForm } from './task-form.tsx';
import type { TaskChoices } from './task-form.tsx';
import { timeZoneHere } from './time-zone.ts';
import { useScheduleText } from './use-schedule-text.ts';

interface TaskItemProps {
  readonly job: CronJobShape;
  readonly choices: TaskChoices;
  readonly onChanged: () => void;
}

export function TaskItem({ job, choices, onChanged }: TaskItemProps) {
  const { gateway, toasts, attempt } = useApp();
  const { tasks: t } = useManageTexts();
  const isEdited = useSignal(false);
  const isLogOpen = useSignal(false);
  const save = async (draft: TaskDraft): Promise<void> => {
    const patch = toJob(draft, job.sessionTarget);
    if (patch === undefined) return;
    const { id, configRevision: expectedConfigRevision } = job;
    await gateway.client.value.call('cron.update', { id, patch, expectedConfigRevision });
    toasts.show(t.saved);
    isEdited.value = false;
    onChanged();
  };
  return (
    <li class="item">
      <TaskFacts job={job} />
      <TaskActions job={job} isEdited={isEdited} isLogOpen={isLogOpen} onChanged={onChanged} />
      {isEdited.value ? (
        <TaskForm
          initial={fromJob(job, timeZoneHere())}
          choices={choices}
          isComplete={(draft) => toJob(draft) !== undefined}
          onSave={(draft) => attempt(save(draft))}
          onCancel={() => {
            isEdited.value = false;
          }}
        />
      ) : null}
      {isLogOpen.value ? <RunLog jobId={job.id} version={job} /> : null}
    </li>
  );
}

function toneOf({ enabled, state }: CronJobShape): Tone {
  if (state.runningAtMs !== undefined) return 'busy';
  if (state.lastRunStatus === 'error') return 'bad';
  return enabled ? 'good' : 'off';
}

function TaskFacts({ job }: { readonly job: CronJobShape }) {
  const { tasks: t } = useManageTexts();
  const { relative, date } = useFormat();
  const textOf = useScheduleText();
  const { name, enabled, schedule, state, payload, agentId } = job;
  return (
    <>
      <p class="item-title">
        <StatusDot tone={toneOf(job)} />
        {name}
        {enabled ? null : <span class="chip">{t.off}</span>}
        {state.runningAtMs === undefined ? null : <span class="chip">{t.running}</span>}
      </p>
      <p class="muted clamp">{payload.kind === 'agentTurn' ? payload.message : payload.text}</p>
      <p class="facts">
        <span>{textOf(schedule)}</span>
        <span>{agentId}</span>
        {state.nextRunAtMs === undefined ? null : (
          <time
            dateTime={new Date(state.nextRunAtMs).toISOString()}
            title={date(state.nextRunAtMs)}
          >
            {t.next(relative(state.nextRunAtMs))}
          </time>
        )}
        {state.lastRunAtMs === undefined ? null : (
          <span>{t.last(relative(state.lastRunAtMs))}</span>
        )}
      </p>
      {state.lastError === undefined ? null : <p class="error">{state.lastError}</p>}
    </>
  );
}

interface TaskActionsProps {
  readonly job: CronJobShape;
  readonly isEdited: Signal<boolean>;
  readonly isLogOpen: Signal<boolean>;
  readonly onChanged: () => void;
}

function TaskActions({ job, isEdited, isLogOpen, onChanged }: TaskActionsProps) {
  const { gateway, toasts, attempt } = useApp();
  const { tasks: t } = useManageTexts();
  const { id, name, enabled } = job;
  const { call } = gateway.client.value;
  const act = (action: Promise<unknown>): void => attempt(action.then(onChanged));
  const run = async (): Promise<void> => {
    const start = await call('cron.run', { id });
    if ('enqueued' in start) toasts.show(t.started(name));
    else toasts.show(t.notStarted(t.reasons[start.reason] ?? start.reason));
  };
  return (
    <div class="actions">
      <button type="button" class="quiet" onClick={() => act(run())}>
        {t.run}
      </button>
      <button
        type="button"
        class="quiet"
        onClick={() => act(call('cron.update', { id, patch: { enabled: !enabled } }))}
      >
        {enabled ? t.switchOff : t.switchOn}
      </button>
      <button
        type="button"
        class="quiet"
        aria-expanded={isEdited.value}
        // Its form is left by its own buttons: what was changed in it is not lost by one click more.
        disabled={isEdited.value}
        onClick={() => {
          isEdited.value = true;
        }}
      >
        {t.edit}
      </button>
      <button
        type="button"
        class="quiet"
        aria-expanded={isLogOpen.value}
        onClick={() => {
          isLogOpen.value = !isLogOpen.value;
        }}
      >
        {t.log}
      </button>
      <ConfirmButton
        label={t.remove}
        question={t.removeQuestion(name)}
        onConfirm={() => act(call('cron.remove', { id }))}
      />
    </div>
  );
}
