import type { PostgresClient } from '../connection/pool.ts';
import type { Flavour } from './flavour.ts';

/** The rows that exist for a connection's statements: of one account, or of all. */
export type Reach = { readonly accountId: string } | 'all';

/** What each connection reaches now, as a key. */
const reached = new WeakMap<object, string>();

/** How long a statement waits for a row or an owner that another transaction has. */
const lockTimeout = '10s';
/** A server that stops in the middle of a transaction gives up its locks after this. */
const idleInTransaction = '60s';

/**
 * Makes the connection reach these rows, by the settings that the policies of row-level security read.
 * A connection keeps its reach until it is given another one, so that a server with one account says
 * it once for each connection.
 */
export async function setReach(
  client: PostgresClient,
  reach: Reach,
  flavour: Flavour,
): Promise<void> {
  // openGauss takes no settings of our own.
  if (flavour === 'opengauss') return;
  const key = reach === 'all' ? '*' : `=${reach.accountId}`;
  if (reached.get(client.session) === key) return;
  await client.query(
    `select set_config('homarus.account_id', $1, false), set_config('homarus.all_accounts', $2, false),
      set_config('lock_timeout', $3, false),
      set_config('idle_in_transaction_session_timeout', $4, false)`,
    [
      reach === 'all' ? '' : reach.accountId,
      reach === 'all' ? 'on' : 'off',
      lockTimeout,
      idleInTransaction,
    ],
  );
  reached.set(client.session, key);
}
