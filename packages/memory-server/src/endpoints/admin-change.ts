import type { ChangeEntryBody } from '@homarus/protocol';

/** An account, user or agent with what a body changes of it. */
export function changed<
  T extends { readonly name: string | undefined; readonly disabledAt: number | undefined },
>(before: T, { name = before.name, disabled }: ChangeEntryBody, now: number): T {
  const disabledAt =
    disabled === undefined ? before.disabledAt : disabled ? (before.disabledAt ?? now) : undefined;
  return { ...before, name, disabledAt };
}

/** How the audit log names a change. */
export function changeName({ disabled }: ChangeEntryBody): string {
  if (disabled === undefined) return 'change';
  return disabled ? 'disable' : 'enable';
}
