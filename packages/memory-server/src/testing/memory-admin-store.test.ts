import { test } from 'node:test';

import { runConformance } from '@homarus/base/testing';

import { adminStoreConformance } from './admin-store-conformance.ts';
import { memoryAdminStore } from './memory-admin-store.ts';

runConformance(adminStoreConformance, { create: async () => memoryAdminStore(), test });
