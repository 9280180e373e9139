import { test } from 'node:test';

import { runConformance } from '@homarus/base/testing';

import { deviceStoreConformance } from './device-store-conformance.ts';
import { memoryDeviceStore } from './memory-device-store.ts';

runConformance(deviceStoreConformance, { create: async () => memoryDeviceStore(), test });
