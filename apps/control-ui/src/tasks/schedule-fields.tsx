import { Check, Field, Input, Select } from '../components/field.tsx';
import { useFormat } from '../components/format.ts';
import { useManageTexts } from '../texts/manage/index.ts';
import { everyUnitNames, scheduleKinds } from './schedule-draft.ts';
import type { ScheduleDraft } from './schedule-draft.ts';
import { useDayNames } from './use-schedule-text.ts';

interface ScheduleFieldsProps {
  readonly draft: ScheduleDraft;
  readonly set: (change: Partial<ScheduleDraft>) => void;
}

/** When a task runs. */
export function ScheduleFields({ draft, set }: ScheduleFieldsProps) {
  const { tasks: t } = useManageTexts();
  const { date } = useFormat();
  return (
    <>
      <div class="fields">
        <Select
          label={t.when}
          value={draft.kind}
          options={scheduleKinds.map((value) => ({ value, label: t.kinds[value] }))}
          onChange={(value) =>
            set({ kind: scheduleKinds.find((kind) => kind === value) ?? 'daily' })
          }
        />
        <KindFields draft={draft} set={set} />
      </div>
      {draft.kind === 'daily' ? <Days draft={draft} set={set} /> : null}
      {draft.kind === 'every' ? (
        <p class="note">
          {draft.anchorMs === undefined ? t.fromNow : t.from(date(draft.anchorMs))}
        </p>
      ) : null}
    </>
  );
}

function KindFields({ draft, set }: ScheduleFieldsProps) {
  const { tasks: t } = useManageTexts();
  switch (draft.kind) {
    case 'daily':
      return (
        <Field label={t.time}>
          <input
            type="time"
            required
            value={draft.time}
            onInput={(event) => set({ time: event.currentTarget.value })}
          />
        </Field>
      );
    case 'every':
      return <EveryFields draft={draft} set={set} />;
    case 'once':
      return (
        <Field label={t.at}>
          <input
            type="datetime-local"
            required
            value={draft.at}
            onInput={(event) => set({ at: event.currentTarget.value })}
          />
        </Field>
      );
    default:
      return (
        <>
          <Input
            label={t.expression}
            type="text"
            value={draft.expression}
            onChange={(expression) => set({ expression })}
          />
          <Input
            label={t.timeZone}
            type="text"
            value={draft.timeZone}
            onChange={(timeZone) => set({ timeZone })}
          />
        </>
      );
  }
}

function EveryFields({ draft, set }: ScheduleFieldsProps) {
  const { tasks: t } = useManageTexts();
  return (
    <>
      <Field label={t.count}>
        <input
          type="number"
          min={1}
          required
          value={draft.count}
          onInput={({ currentTarget: { valueAsNumber } }) =>
            set({ count: Number.isNaN(valueAsNumber) ? 0 : valueAsNumber })
          }
        />
      </Field>
      <Select
        label={t.unit}
        value={draft.unit}
        options={everyUnitNames.map((value) => ({ value, label: t.units[value] }))}
        onChange={(value) => set({ unit: everyUnitNames.find((unit) => unit === value) ?? 'hour' })}
      />
    </>
  );
}

function Days({ draft: { days }, set }: ScheduleFieldsProps) {
  const { tasks: t } = useManageTexts();
  return (
    <fieldset class="days">
      <legend>{t.days}</legend>
      {useDayNames().map((name, day) => (
        <Check
          key={name}
          label={name}
          isOn={days.includes(day)}
          onChange={(isOn) =>
            set({ days: isOn ? [...days, day] : days.filter((other) => other !== day) })
          }
        />
      ))}
    </fieldset>
  );
}
