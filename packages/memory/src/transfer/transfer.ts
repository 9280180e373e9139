import type { ImportItemsOptions } from '../import-items/import-items.ts';
import type { ImportItem } from '../import-items/item.ts';
import type { ItemsReport } from '../import-items/report.ts';
import type { MaintenanceTarget } from '../maintenance/maintenance.ts';
import type { Scope } from '../scope.ts';

export type { ImportItemsOptions };

export interface ImportOptions {
  readonly signal?: AbortSignal | undefined;
  /** Take what belongs to other accounts into the target's. Default false: it is refused. */
  readonly adopt?: boolean;
  /** Check every line and count, but write nothing. Default false. */
  readonly dryRun?: boolean;
}

export interface RejectedLine {
  /** Counts from 1. */
  readonly line: number;
  readonly reason: string;
}

export interface ImportReport {
  /** What was not there before; with `dryRun` what would be written. */
  readonly messages: number;
  readonly memories: number;
  readonly archives: number;
  readonly tombstones: number;
  /** Lines whose content was there already. */
  readonly duplicates: number;
  /** Lines that could not be taken; the first 100 with their reasons. */
  readonly rejected: number;
  readonly rejectedLines: readonly RejectedLine[];
  /** Whether the export was whole: its last line was there. */
  readonly isComplete: boolean;
}

/**
 * Carries memory to another database as JSON Lines: a header, then one thing a line, then an end.
 * Messages with their ids, dates, positions and turns, memories with all revisions, archives, cursors
 * and tombstones come back as they were. The queue is not part of it.
 *
 * Errors: `unsupported` from a store whose content cannot be carried; `aborted` with the signal.
 */
export interface Transfer {
  /** Lines without their ends. Read page by page: nothing is held whole. */
  export(
    target: MaintenanceTarget,
    options?: { readonly signal?: AbortSignal },
  ): AsyncIterable<string>;
  /**
   * Takes an export in, line by line; what is there already stays as it is, so it may be repeated or
   * resumed. `invalid_request` for what is no export of a known version, or one of another account
   * than the target's without `adopt`; a bad line further on is only counted.
   */
  import(
    target: MaintenanceTarget,
    lines: AsyncIterable<string>,
    options?: ImportOptions,
  ): Promise<ImportReport>;
  /**
   * Takes in what comes from elsewhere, item by item, in batches that are each written whole. A
   * statement is reconciled with what is known: said before, it adds nothing; forgotten here, it stays
   * so; it ends what it contradicts, or is history when that was said later. Provenance `manual`, cause
   * `import`. Messages are kept verbatim under their ids and dates, and not learned from unless asked.
   * No language model is asked. One bad item fails alone. Repeated, it adds nothing; a dry run reports
   * what the run would.
   */
  importItems(
    scope: Scope,
    items: AsyncIterable<ImportItem>,
    options?: ImportItemsOptions,
  ): Promise<ItemsReport>;
}
