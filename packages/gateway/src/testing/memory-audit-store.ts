import type { GatewayAuditRow, GatewayAuditStore } from '../audit/audit-trail.ts';

/** Keeps the audit log in memory. */
export function memoryAuditStore(): GatewayAuditStore & { readonly rows: GatewayAuditRow[] } {
  const rows: GatewayAuditRow[] = [];
  return {
    rows,
    async appendAudit(row) {
      rows.push(row);
    },
    async listAudit(accountId, { limit = 100, beforeId } = {}) {
      const own = rows.filter((row) => row.accountId === accountId).reverse();
      const before = beforeId === undefined ? -1 : own.findIndex(({ id }) => id === beforeId);
      if (beforeId !== undefined && before === -1) return [];
      return own.slice(before + 1, before + 1 + limit);
    },
  };
}
