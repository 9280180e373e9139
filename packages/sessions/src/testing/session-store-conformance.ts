import type { ConformanceCase } from '@homarus/base/testing';

import type { SessionStore } from '../session-store.ts';
import { directoryCases } from './directory-cases.ts';
import { entryCases } from './entry-cases.ts';
import { pendingCases } from './pending-cases.ts';
import { runCases } from './run-cases.ts';
import { sessionCases } from './session-cases.ts';
import { usageCases } from './usage-cases.ts';

/** What every {@link SessionStore} has to do. Each case expects an empty store. */
export const sessionStoreConformance: readonly ConformanceCase<SessionStore>[] = [
  ...sessionCases,
  ...entryCases,
  ...runCases,
  ...pendingCases,
  ...directoryCases,
  ...usageCases,
];
