/** When an account's user, or with no `user_id` (the empty text) the whole account, was last erased. */
export interface ErasureTable {
  readonly account_id: string;
  readonly user_id: string;
  readonly erased_at: number;
}
