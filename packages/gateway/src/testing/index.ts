export { agentStoreConformance } from './agent-store-conformance.ts';
export { deviceStoreConformance } from './device-store-conformance.ts';
export { memoryAgentStore } from './memory-agent-store.ts';
export { memoryAuditStore } from './memory-audit-store.ts';
export { memoryDeviceStore } from './memory-device-store.ts';
export { callAs } from './call-as.ts';
export { meaningfulTexts, randomParams } from './random-params.ts';
export { createRandom } from './seeded-random.ts';
export type { SeededRandom } from './seeded-random.ts';
