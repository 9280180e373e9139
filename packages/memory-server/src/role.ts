/**
 * `root` operates the server, `admin` an account, a `member` uses one; each may what the next may.
 * Messages and memories are those of the key's own account, whatever its role.
 */
export const roles = ['root', 'admin', 'member'] as const;

export type Role = (typeof roles)[number];
