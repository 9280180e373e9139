import type { ConformanceCase } from '@homarus/base/testing';

import type { MemoryAccess } from '../memory-access.ts';
import { abortCases } from './access/abort-cases.ts';
import { careCases } from './access/care-cases.ts';
import { conversationCases } from './access/conversation-cases.ts';
import { libraryCases } from './access/library-cases.ts';
import { serviceCases } from './access/service-cases.ts';

/**
 * What a gateway relies on of its memory, near or far. The subject is an empty memory without models;
 * nobody else writes into it.
 */
export const memoryAccessConformance: readonly ConformanceCase<MemoryAccess>[] = [
  ...serviceCases,
  ...conversationCases,
  ...libraryCases,
  ...careCases,
  ...abortCases,
];
