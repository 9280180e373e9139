import type { KeyAnswer } from '@homarus/protocol';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import { openAdmin } from './memory-admin.ts';
import type { AdminFlags } from './memory-admin.ts';

export interface KeyFlags extends AdminFlags {
  readonly role?: string;
  readonly user?: string;
  readonly label?: string;
}

/** `homarus memory keys create`: shows the new key, this once. */
export async function keysCreate(context: CommandContext, flags: KeyFlags): Promise<ExitCode> {
  await using admin = await openAdmin(context, flags);
  const { role, user: userId, label } = flags;
  const { key, secret } = await admin.call<{ readonly key: KeyAnswer; readonly secret: string }>(
    'POST',
    `${admin.accountPath}/keys`,
    { role, userId, label },
  );
  if (flags.json === true) context.say(JSON.stringify({ ...key, secret }, undefined, 2));
  else {
    context.say(secret);
    context.tell(context.texts.admin.shownOnce(key.id));
  }
  return 0;
}

/** `homarus memory keys list` */
export async function keysList(context: CommandContext, flags: AdminFlags): Promise<ExitCode> {
  await using admin = await openAdmin(context, flags);
  const { keys } = await admin.call<{ readonly keys: readonly KeyAnswer[] }>(
    'GET',
    `${admin.accountPath}/keys`,
  );
  if (flags.json === true) context.say(JSON.stringify(keys, undefined, 2));
  else if (keys.length === 0) context.say(context.texts.admin.noKeys);
  else for (const key of keys) context.say(keyLine(key, context));
  return 0;
}

/** `homarus memory keys revoke <id>` */
export async function keysRevoke(
  context: CommandContext,
  keyId: string,
  flags: AdminFlags,
): Promise<ExitCode> {
  await using admin = await openAdmin(context, flags);
  const { key } = await admin.call<{ readonly key: KeyAnswer }>(
    'DELETE',
    `${admin.accountPath}/keys/${encodeURIComponent(keyId)}`,
  );
  context.say(flags.json === true ? JSON.stringify(key, undefined, 2) : keyLine(key, context));
  return 0;
}

function keyLine(key: KeyAnswer, { texts: { admin } }: CommandContext): string {
  const used = key.lastUsedAt === undefined ? admin.neverUsed : admin.used(instant(key.lastUsedAt));
  const state = key.revokedAt === undefined ? used : admin.revoked(instant(key.revokedAt));
  const owner = key.userId === undefined ? '' : `  ${key.userId}`;
  const label = key.label === undefined ? '' : `  ${key.label}`;
  return `${key.id}  ${key.prefix}...  ${key.role.padEnd(6)}  ${state}${owner}${label}`;
}

function instant(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}
