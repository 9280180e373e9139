export * from './file-mirror.ts';
