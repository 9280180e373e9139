export { cronStoreConformance } from './cron-store-conformance.ts';
export { memoryCronStore } from './memory-cron-store.ts';
