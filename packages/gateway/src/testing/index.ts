export { deviceStoreConformance } from './device-store-conformance.ts';
export { memoryDeviceStore } from './memory-device-store.ts';
