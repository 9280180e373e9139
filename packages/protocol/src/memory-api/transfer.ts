import * as v from 'valibot';

import { QueryFlag } from '../query-schemas.ts';
import { IdText, Instant, listOf, textOf } from '../schemas.ts';

/** `POST /api/v1/export`: one account or one user of it; all accounts for `root`. Answers JSON Lines. */
export const ExportBody = v.object({
  accountId: v.exactOptional(IdText),
  userId: v.exactOptional(IdText),
  all: v.exactOptional(v.boolean()),
});

/** The query of `POST /api/v1/import`, whose body is JSON Lines: an export, or items of another source. */
export const ImportQuery = v.object({
  accountId: v.exactOptional(IdText),
  /** `items`: one statement or message a line, into the memory of one user and agent. Default `homarus`. */
  format: v.exactOptional(v.picklist(['homarus', 'items'])),
  /** Of `items`: whose memory. */
  userId: v.exactOptional(IdText),
  agentId: v.exactOptional(IdText),
  /** Of `items`: learn from the messages too, as from what is said now. */
  learn: v.exactOptional(QueryFlag),
  /** Of `homarus`: each line into its own account; for `root`. */
  all: v.exactOptional(QueryFlag),
  /** Of `homarus`: take what is of other accounts into this one. */
  adopt: v.exactOptional(QueryFlag),
  /** Check and count, but write nothing. */
  dryRun: v.exactOptional(QueryFlag),
});

/** `POST /api/v1/import` with a JSON body: the text files of another memory. */
export const ImportDocumentsBody = v.object({
  accountId: v.exactOptional(IdText),
  userId: v.exactOptional(IdText),
  agentId: v.exactOptional(IdText),
  format: v.picklist(['mem0', 'markdown']),
  documents: listOf(
    v.object({
      /** Its name; a date in it is the date of what it says. */
      file: textOf({ min: 1, max: 1_000 }),
      content: v.string(),
      /** The date of what has none of its own. Default: now. */
      modifiedAt: v.exactOptional(Instant),
    }),
    { min: 1, max: 10_000 },
  ),
  /** Of `mem0`: whose memories of the export. Default: those of the first user in it. */
  sourceUserId: v.exactOptional(IdText),
  dryRun: v.exactOptional(v.boolean()),
});

export interface ImportAnswer {
  readonly ok: true;
  readonly messages: number;
  readonly memories: number;
  readonly archives: number;
  readonly tombstones: number;
  readonly duplicates: number;
  readonly rejected: number;
  /** The first 100; lines count from 1. */
  readonly rejectedLines: readonly { readonly line: number; readonly reason: string }[];
  /** Whether the export's last line was there. */
  readonly isComplete: boolean;
}

/** Of every format but `homarus`; with `dryRun` what would be done. */
export interface ImportItemsAnswer {
  readonly ok: true;
  /** New ones. */
  readonly messages: number;
  readonly memories: number;
  /** Memories that have better words now. */
  readonly updated: number;
  /** New memories that ended others; counted in `memories` too. */
  readonly superseded: number;
  /** What was there already. */
  readonly known: number;
  readonly skipped: number;
  readonly failed: number;
  readonly files: readonly {
    readonly file: string;
    readonly taken: number;
    readonly known: number;
    readonly skipped: number;
    readonly failed: number;
  }[];
  /** Every statement, and each message that was not taken; the first 1000. */
  readonly items: readonly {
    readonly file: string;
    readonly line: number;
    readonly outcome: 'added' | 'updated' | 'superseded' | 'known' | 'skipped' | 'failed';
    readonly reason?: string;
    readonly text?: string;
  }[];
  readonly unlistedItems: number;
}
