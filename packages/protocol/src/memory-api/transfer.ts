import * as v from 'valibot';

import { IdText } from '../schemas.ts';

/** A flag of a query: present without a value, `true` or `1` is yes. */
const flag = v.pipe(
  v.picklist(['', 'true', '1', 'false', '0']),
  v.transform((text) => text !== 'false' && text !== '0'),
);

/** `POST /api/v1/export`: one account or one user of it; all accounts for `root`. Answers JSON Lines. */
export const ExportBody = v.object({
  accountId: v.exactOptional(IdText),
  userId: v.exactOptional(IdText),
  all: v.exactOptional(v.boolean()),
});

/** The query of `POST /api/v1/import`, whose body is an export. */
export const ImportQuery = v.object({
  accountId: v.exactOptional(IdText),
  /** Each line into its own account; for `root`. */
  all: v.exactOptional(flag),
  /** Take what is of other accounts into this one. */
  adopt: v.exactOptional(flag),
  /** Check and count, but write nothing. */
  dryRun: v.exactOptional(flag),
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
