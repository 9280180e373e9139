import { useSignal } from '@preact/signals';

import { useApp, useTexts } from '../app.ts';
import { Facts } from '../components/facts.tsx';
import { Check } from '../components/field.tsx';
import { useFormat } from '../components/format.ts';
import { Card } from '../components/page.tsx';
import { exportLines, importLines } from './transfer.ts';

/** The whole memory out as a file, and in again, with its progress. */
export function TransferView() {
  return (
    <>
      <Export />
      <Import />
    </>
  );
}

function Export() {
  const { gateway, attempt } = useApp();
  const { panel: t } = useTexts();
  const { number } = useFormat();
  const count = useSignal<number | undefined>(undefined);
  const run = async (): Promise<void> => {
    const lines: string[] = [];
    for await (const some of exportLines(gateway.client.value)) {
      lines.push(...some);
      count.value = lines.length;
    }
    const url = URL.createObjectURL(new Blob([`${lines.join('\n')}\n`]));
    const link = document.createElement('a');
    link.href = url;
    link.download = `homarus-memory-${new Date().toISOString().slice(0, 10)}.jsonl`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Card title={t.export} note={t.exportNote}>
      <div class="row">
        <button type="button" class="primary" onClick={() => attempt(run())}>
          {t.export}
        </button>
        <span role="status">
          {count.value === undefined ? '' : t.exported(number(count.value))}
        </span>
      </div>
    </Card>
  );
}

function Import() {
  const { gateway, attempt } = useApp();
  const { panel: t } = useTexts();
  const { number } = useFormat();
  const isDry = useSignal(false);
  const share = useSignal<number | undefined>(undefined);
  const report = useSignal<readonly (readonly [string, string])[] | undefined>(undefined);
  const run = async (file: File): Promise<void> => {
    report.value = undefined;
    const done = await importLines(gateway.client.value, await file.text(), {
      isDry: isDry.value,
      onProgress: (next) => {
        share.value = next;
      },
    });
    report.value = Object.entries(done).map(([name, value]) => [
      t.reports[name] ?? name,
      typeof value === 'number' ? number(value) : JSON.stringify(value),
    ]);
  };
  return (
    <Card title={t.import} note={t.importNote}>
      <Check
        label={t.tryOnly}
        isOn={isDry.value}
        onChange={(isOn) => {
          isDry.value = isOn;
        }}
      />
      <input
        type="file"
        accept=".jsonl,.json,.txt"
        aria-label={t.import}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) attempt(run(file));
        }}
      />
      {share.value === undefined ? null : (
        <progress aria-label={t.import} max={1} value={share.value} />
      )}
      {report.value === undefined ? null : (
        <div role="status">
          <p>{t.imported}</p>
          <Facts facts={report.value} />
        </div>
      )}
    </Card>
  );
}
