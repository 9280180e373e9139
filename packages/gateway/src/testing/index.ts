export { agentStoreConformance } from './agent-store-conformance.ts';
export { memoryAgentStore } from './memory-agent-store.ts';
export { memoryAuditStore } from './memory-audit-store.ts';
