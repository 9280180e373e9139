import { useManageTexts } from '../texts/manage/index.ts';

/** What a device may do, in words; whoever may everything has the others too. */
export function useScopeNames(): (scopes: readonly string[]) => string {
  const { devices: t } = useManageTexts();
  return (scopes) => {
    const told = scopes.includes('operator.admin') ? ['operator.admin'] : scopes;
    return told.map((scope) => t.scopes[scope] ?? scope).join(', ');
  };
}
