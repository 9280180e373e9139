import type { AccountAnswer, AuditAnswer } from '@homarus/protocol';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import { loadConfig } from '../config/load.ts';
import { openMemoryClient } from '../process/memory-client.ts';
import type { MemoryClient } from '../process/memory-client.ts';

export interface AdminFlags {
  readonly home?: string;
  /** Default: the configured one. */
  readonly account?: string;
  readonly json?: true;
}

/** The memory API with the path of the account that a command is about. */
export interface AdminClient extends MemoryClient {
  readonly accountPath: string;
}

export async function openAdmin(context: CommandContext, flags: AdminFlags): Promise<AdminClient> {
  const config = await loadConfig({ env: context.env, overrides: { home: flags.home } });
  const account = flags.account ?? config.identity.accountId;
  const client = await openMemoryClient(config, context.texts);
  return { ...client, accountPath: `/admin/accounts/${encodeURIComponent(account)}` };
}

/** `homarus memory accounts list` */
export async function accountsList(context: CommandContext, flags: AdminFlags): Promise<ExitCode> {
  await using admin = await openAdmin(context, flags);
  const { accounts } = await admin.call<{ readonly accounts: readonly AccountAnswer[] }>(
    'GET',
    '/admin/accounts',
  );
  if (flags.json === true) context.say(JSON.stringify(accounts, undefined, 2));
  else for (const account of accounts) context.say(accountLine(account, context));
  return 0;
}

/** `homarus memory accounts create <id>` */
export async function accountsCreate(
  context: CommandContext,
  accountId: string,
  flags: AdminFlags & { readonly name?: string },
): Promise<ExitCode> {
  await using admin = await openAdmin(context, flags);
  const { name } = flags;
  const answer = await admin.call<AccountChange>('POST', '/admin/accounts', { accountId, name });
  return sayAccount(answer, context, flags);
}

/** `homarus memory accounts disable|enable <id>` */
export async function accountsDisable(
  context: CommandContext,
  change: { readonly account: string; readonly disabled: boolean },
  flags: AdminFlags,
): Promise<ExitCode> {
  const { account, disabled } = change;
  await using admin = await openAdmin(context, { ...flags, account });
  const answer = await admin.call<AccountChange>('PATCH', admin.accountPath, { disabled });
  return sayAccount(answer, context, flags);
}

/** `homarus memory accounts delete <id>`, or with `user` only that user of it. */
export async function eraseData(
  context: CommandContext,
  whose: { readonly account?: string; readonly user?: string },
  flags: AdminFlags & { readonly yes?: true },
): Promise<ExitCode> {
  const { account, user } = whose;
  await using admin = await openAdmin(context, { ...flags, ...(account && { account }) });
  const place =
    user === undefined
      ? admin.accountPath
      : `${admin.accountPath}/users/${encodeURIComponent(user)}`;
  const id = user ?? account ?? '';
  if (flags.yes !== true) {
    context.tell(context.texts.admin.eraseNeedsYes(id));
    return 2;
  }
  const { rows } = await admin.call<{ readonly rows: number }>(
    'DELETE',
    `${place}?confirm=${encodeURIComponent(id)}`,
  );
  context.say(
    flags.json === true ? JSON.stringify({ rows }) : context.texts.admin.erased(id, rows),
  );
  return 0;
}

/** `homarus memory audit`: newest first. */
export async function auditList(
  context: CommandContext,
  flags: AdminFlags & { readonly limit?: string },
): Promise<ExitCode> {
  await using admin = await openAdmin(context, flags);
  const { rows } = await admin.call<{ readonly rows: readonly AuditAnswer[] }>(
    'GET',
    `${admin.accountPath}/audit?limit=${encodeURIComponent(flags.limit ?? '100')}`,
  );
  if (flags.json === true) context.say(JSON.stringify(rows, undefined, 2));
  else {
    for (const { at, outcome, actor, action, target } of rows) {
      const instant = new Date(at).toISOString().slice(0, 19).replace('T', ' ');
      context.say(`${instant}  ${outcome.padEnd(6)}  ${actor}  ${action}  ${target}`);
    }
  }
  return 0;
}

interface AccountChange {
  readonly account: AccountAnswer;
}

function sayAccount(
  { account }: AccountChange,
  context: CommandContext,
  flags: AdminFlags,
): ExitCode {
  const shown =
    flags.json === true ? JSON.stringify(account, undefined, 2) : accountLine(account, context);
  context.say(shown);
  return 0;
}

function accountLine(
  { accountId, name, disabledAt }: AccountAnswer,
  context: CommandContext,
): string {
  const state = disabledAt === undefined ? '' : `  (${context.texts.admin.disabled})`;
  return `${accountId}${name === undefined ? '' : `  ${name}`}${state}`;
}
