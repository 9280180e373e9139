import { test } from 'node:test';

import { runConformance } from '@homarus/base/testing';

import { memorySessionStore } from './memory-session-store.ts';
import { sessionStoreConformance } from './session-store-conformance.ts';

runConformance(sessionStoreConformance, { create: async () => memorySessionStore(), test });
