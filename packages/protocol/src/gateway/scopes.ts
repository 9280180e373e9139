/** What a connection may do. `operator.admin` includes all the others, `operator.write` includes `operator.read`. */
export const gatewayScopes = [
  'operator.read',
  'operator.write',
  'operator.admin',
  'operator.approvals',
  'operator.pairing',
] as const;

export type GatewayScope = (typeof gatewayScopes)[number];

/** Whether a connection with the scopes `granted` may do what needs `required`. */
export function hasScope(granted: readonly GatewayScope[], required: GatewayScope): boolean {
  return (
    granted.includes(required) ||
    granted.includes('operator.admin') ||
    (required === 'operator.read' && granted.includes('operator.write'))
  );
}
