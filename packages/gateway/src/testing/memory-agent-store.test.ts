import { test } from 'node:test';

import { runConformance } from '@homarus/base/testing';

import { agentStoreConformance } from './agent-store-conformance.ts';
import { memoryAgentStore } from './memory-agent-store.ts';

runConformance(agentStoreConformance, { create: async () => memoryAgentStore(), test });
