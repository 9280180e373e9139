/** A statement's answer. */
export interface PostgresResult {
  readonly rows: readonly unknown[];
  /** Rows that were written, where the statement writes. */
  readonly rowCount: number;
  /** What was done: `COMMIT`, `ROLLBACK`, `INSERT`... */
  readonly command: string;
}

/** A connection that its taker has alone until `release`. */
export interface PostgresClient {
  /** The connection itself: the same object whoever has it. */
  readonly session: object;
  /** Rejects with what the server or the network said, as it is. Statements are answered in their order. */
  query(sql: string, parameters?: readonly unknown[]): Promise<PostgresResult>;
  /** With `isBroken` the connection is closed instead of being handed to the next taker. */
  release(isBroken?: boolean): void;
}

/** Connections to one database, as one user. 64-bit integers and numerics come as numbers, `bytea` as bytes. */
export interface PostgresPool {
  /** Waits for a free connection; makes one while there are fewer than the pool may have. */
  connect(): Promise<PostgresClient>;
  /**
   * A connection beside those of the pool, for as long as its taker wants; `onLost` is told when it
   * breaks, not when it is released.
   */
  hold(onLost: () => void): Promise<PostgresClient>;
  /** Closes all connections that nobody holds. */
  end(): Promise<void>;
}
