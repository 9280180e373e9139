import { test } from 'node:test';

import { runConformance } from '@homarus/base/testing';

import { memoryMemoryStore } from './memory-memory-store.ts';
import { memoryProperties, seedsToRun } from './properties/memory-properties.ts';

const create = async (): Promise<ReturnType<typeof memoryMemoryStore>> => memoryMemoryStore();

runConformance(memoryProperties({ seeds: seedsToRun([1, 2, 3, 67, 76]) }), { create, test });
