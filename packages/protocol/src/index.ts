export * from './accept-snake-case.ts';
export * from './error-body.ts';
export * from './loopback-guard.ts';
export * from './memory-api/index.ts';
export * from './openai/index.ts';
export * from './parse-input.ts';
export * from './parse-json.ts';
export * from './schemas.ts';
