export * from './admin/admin-store.ts';
export { ensureAccount } from './admin/ensure-account.ts';
export type { AccessKey, AuthOptions } from './auth.ts';
export { type Role, roles } from './role.ts';
export {
  createMemoryServer,
  type MemoryServer,
  type MemoryServerDeps,
  type MemoryServerOptions,
} from './server.ts';
export type { RateLimit } from './rate-limit.ts';
