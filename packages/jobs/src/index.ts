export * from './missed-runs.ts';
export * from './schedule.ts';
