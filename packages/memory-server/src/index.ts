export { type AccessKey, type AuthOptions, type Role, roles } from './auth.ts';
export {
  createMemoryServer,
  type MemoryServer,
  type MemoryServerDeps,
  type MemoryServerOptions,
} from './server.ts';
