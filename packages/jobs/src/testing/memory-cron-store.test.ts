import { test } from 'node:test';

import { runConformance } from '@homarus/base/testing';

import { cronStoreConformance } from './cron-store-conformance.ts';
import { memoryCronStore } from './memory-cron-store.ts';

runConformance(cronStoreConformance, { create: async () => memoryCronStore(), test });
