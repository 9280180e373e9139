import * as v from 'valibot';

import { IdText, textOf, wholeNumber } from '../schemas.ts';

export const AccessRole = v.picklist(['root', 'admin', 'member']);
export type AccessRole = v.InferOutput<typeof AccessRole>;

/** A name for people. */
const NameText = textOf({ min: 1, max: 256 });

/** `POST /api/v1/admin/accounts` */
export const CreateAccountBody = v.object({
  accountId: IdText,
  name: v.exactOptional(NameText),
});

/** `PATCH` of an account, a user or an agent. What is absent stays as it is. */
export const ChangeEntryBody = v.object({
  name: v.exactOptional(NameText),
  /** True: refused from now on; false: in use again. */
  disabled: v.exactOptional(v.boolean()),
});
export type ChangeEntryBody = v.InferOutput<typeof ChangeEntryBody>;

/** `POST /api/v1/admin/accounts/:accountId/users` */
export const CreateUserBody = v.object({ userId: IdText, name: v.exactOptional(NameText) });

/** `POST /api/v1/admin/accounts/:accountId/agents` */
export const CreateAgentBody = v.object({ agentId: IdText, name: v.exactOptional(NameText) });

/** `POST /api/v1/admin/accounts/:accountId/keys` */
export const CreateKeyBody = v.pipe(
  v.object({
    /** Default `member`. */
    role: v.exactOptional(AccessRole),
    /** Its holder, a member, may act as this user only. Default: as any of the account. */
    userId: v.exactOptional(IdText),
    /** What it is for. */
    label: v.exactOptional(NameText),
  }),
  v.forward(
    v.check(
      ({ role = 'member', userId }) => role === 'member' || userId === undefined,
      'no user for a key whose role is not "member"',
    ),
    ['userId'],
  ),
);

/** `DELETE` of an account or a user, in the query. */
export const EraseQuery = v.object({
  /** The id once more, so that nothing is erased by a slip. */
  confirm: v.exactOptional(IdText),
});

/** `GET /api/v1/admin/accounts/:accountId/audit`, in the query. */
export const AuditQuery = v.object({
  /** Default 100. */
  limit: v.exactOptional(
    v.pipe(v.string(), v.regex(/^\d{1,4}$/u), v.transform(Number), wholeNumber(1, 1000)),
  ),
  /** Only rows before the one with this id. */
  before: v.exactOptional(IdText),
});

/** Instants are Unix milliseconds; what is not so is absent. */
export interface AccountAnswer {
  readonly accountId: string;
  readonly name?: string | undefined;
  readonly createdAt: number;
  readonly disabledAt?: number | undefined;
}

export interface UserAnswer extends AccountAnswer {
  readonly userId: string;
}

export interface AgentAnswer extends AccountAnswer {
  readonly agentId: string;
}

/** A key without the key: that is shown once, when it is made. */
export interface KeyAnswer {
  readonly id: string;
  readonly accountId: string;
  /** Its first characters. */
  readonly prefix: string;
  readonly role: AccessRole;
  readonly userId?: string | undefined;
  readonly label?: string | undefined;
  readonly createdAt: number;
  /** To the minute. */
  readonly lastUsedAt?: number | undefined;
  readonly revokedAt?: number | undefined;
}

export interface AuditAnswer {
  readonly id: string;
  readonly accountId: string;
  readonly at: number;
  /** A key's id, `configured`, `local` or `system`. */
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly outcome: 'ok' | 'denied' | 'failed';
  readonly requestId: string;
}
