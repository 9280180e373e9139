import * as v from 'valibot';

import { scopeFields } from './scope.ts';

/** The query of `GET /api/v1/profile`. */
export const ProfileQuery = v.object(scopeFields);
export type ProfileQuery = v.InferOutput<typeof ProfileQuery>;

export interface ProfileLine {
  /** Of the memory that says it. */
  readonly id: string;
  readonly content: string;
}

/** Who a person is, as far as it is known; each list in the order in which things were learned. */
export interface ProfileAnswer {
  readonly ok: true;
  readonly facts: readonly ProfileLine[];
  readonly preferences: readonly ProfileLine[];
  readonly decisions: readonly ProfileLine[];
  readonly behaviours: readonly ProfileLine[];
}
