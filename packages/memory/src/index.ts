export * from './category.ts';
export * from './extract/candidate.ts';
export * from './message.ts';
export * from './ports/job-store.ts';
export * from './ports/memory-store.ts';
export * from './record.ts';
export * from './scope.ts';
export * from './service.ts';
