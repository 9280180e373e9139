/** When an account's user, or with the `user_id` U+0001 the whole account, was last erased. */
export interface ErasureTable {
  readonly account_id: string;
  readonly user_id: string;
  readonly erased_at: number;
}
