import type { MemoryAdminImportReport } from '@homarus/protocol';
import type { GatewayClient } from '@homarus/sdk';

/** The lines of an export, some at a time. */
export async function* exportLines(client: GatewayClient): AsyncGenerator<readonly string[]> {
  let exportId: string | undefined;
  for (;;) {
    const part = await client.call(
      'memory.admin.export',
      exportId === undefined ? {} : { exportId },
    );
    yield part.lines;
    if (part.isLast) return;
    exportId = part.exportId;
  }
}

interface ImportSettings {
  /** Check and count, but write nothing. */
  readonly isDry: boolean;
  /** 0..1. */
  readonly onProgress: (share: number) => void;
}

/** Lines of one call, below the size of a frame. */
const linesOfCall = 500;

/** Sends an export in, and answers what became of it. */
export async function importLines(
  client: GatewayClient,
  text: string,
  { isDry, onProgress }: ImportSettings,
): Promise<MemoryAdminImportReport> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  let importId: string | undefined;
  for (let from = 0; ; from += linesOfCall) {
    const some = lines.slice(from, from + linesOfCall);
    const isLast = from + linesOfCall >= lines.length;
    const begun = importId === undefined ? { dryRun: isDry } : { importId };
    const answer = await client.call('memory.admin.import', { ...begun, lines: some, isLast });
    importId = answer.importId;
    onProgress(Math.min(1, (from + some.length) / Math.max(1, lines.length)));
    if (isLast) return answer.report ?? {};
  }
}
