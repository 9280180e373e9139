import { test } from 'node:test';

import { requirements } from '../rpc/requirements.ts';
import type { RequirementId } from '../rpc/requirements.ts';

/** Registers the test of a requirement; its name is the rule. */
export function requirement(id: RequirementId, run: () => Promise<void>): void {
  const rule = requirements.find((known) => known.id === id)?.rule ?? id;
  test(`${id}: ${rule}`, run);
}
