import { AppError } from '@homarus/base';
import type { Ids } from '@homarus/base';
import type { ImportOptions, ImportReport, MaintenanceTarget, Transfer } from '@homarus/memory';

/** Characters of one answer: far below what a frame may have. */
const chunkCharacters = 512 * 1024;
/** Exports and imports that are under way at once; a further one ends the oldest. */
const maxOpen = 4;

export interface ExportChunk {
  readonly exportId: string;
  readonly lines: readonly string[];
  readonly isLast: boolean;
}

/** A memory out in answers and in by calls, where a frame is too small for it. */
export interface ChunkedTransfer {
  beginExport(target: MaintenanceTarget): Promise<ExportChunk>;
  /** `not_found` for one that has ended or was pushed out by others. */
  continueExport(exportId: string): Promise<ExportChunk>;
  /** Resolves to the id for {@link continueImport} when its lines were taken. */
  beginImport(target: MaintenanceTarget, options: ImportOptions): string;
  /** Resolves when the lines were taken; rejects when the import failed. */
  continueImport(importId: string, lines: readonly string[]): Promise<void>;
  endImport(importId: string): Promise<ImportReport>;
}

interface OpenImport {
  readonly writer: WritableStreamDefaultWriter<string>;
  readonly report: Promise<ImportReport>;
}

export function createChunkedTransfer(
  transfer: Pick<Transfer, 'export' | 'import'>,
  ids: Ids,
): ChunkedTransfer {
  const exports = openOnes<AsyncIterator<string>>((lines) => void lines.return?.());
  const imports = openOnes<OpenImport>(({ writer }) => void writer.abort().catch(() => undefined));
  const read = async (exportId: string): Promise<ExportChunk> => {
    const iterator = exports.require(exportId);
    const lines: string[] = [];
    for (let characters = 0; characters < chunkCharacters;) {
      const next = await iterator.next();
      if (next.done === true) {
        exports.remove(exportId);
        return { exportId, lines, isLast: true };
      }
      characters += next.value.length;
      lines.push(next.value);
    }
    return { exportId, lines, isLast: false };
  };
  return {
    beginExport: (target) => {
      const exportId = ids.next('request');
      exports.add(exportId, transfer.export(target)[Symbol.asyncIterator]());
      return read(exportId);
    },
    continueExport: read,
    beginImport(target, options) {
      const importId = ids.next('request');
      const { readable, writable } = new TransformStream<string, string>();
      const report = transfer.import(target, readable, options);
      // Whoever continues the import hears of its failure; nobody may.
      report.catch(() => undefined);
      imports.add(importId, { writer: writable.getWriter(), report });
      return importId;
    },
    async continueImport(importId, lines) {
      const { writer, report } = imports.require(importId);
      const written = (async () => {
        for (const line of lines) await writer.write(line);
      })();
      // A failed import takes no more lines; its own error says why.
      written.catch(() => undefined);
      try {
        await Promise.race([report, written.catch(() => report)]);
      } catch (error) {
        imports.remove(importId);
        throw error;
      }
    },
    async endImport(importId) {
      const { writer, report } = imports.require(importId);
      imports.remove(importId);
      writer.close().catch(() => undefined);
      return report;
    },
  };
}

/** A few things under way, the oldest given up for a new one. */
function openOnes<T>(giveUp: (one: T) => void) {
  const open = new Map<string, T>();
  return {
    add(id: string, one: T): void {
      const [oldest] = open;
      if (open.size >= maxOpen && oldest !== undefined) {
        open.delete(oldest[0]);
        giveUp(oldest[1]);
      }
      open.set(id, one);
    },
    require(id: string): T {
      const one = open.get(id);
      if (one !== undefined) return one;
      throw new AppError('not_found', `There is no transfer '${id}' under way; begin it again.`);
    },
    remove: (id: string): boolean => open.delete(id),
  };
}
