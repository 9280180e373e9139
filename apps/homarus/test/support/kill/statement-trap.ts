import { DatabaseSync, StatementSync } from 'node:sqlite';

/** Kills this process with SIGKILL just before its n-th statement on any database, from `arm` on. */
export interface StatementTrap {
  arm(statement: number): void;
  /** Statements since it was armed. */
  count(): number;
}

/** Sets the trap into `node:sqlite` itself, so that every step of every transaction is a point to die at. */
export function setStatementTrap(): StatementTrap {
  let count = 0;
  let deadly = Number.POSITIVE_INFINITY;
  const step = (): void => {
    count += 1;
    if (count === deadly) process.kill(process.pid, 'SIGKILL');
  };
  trap(StatementSync.prototype, ['run', 'get', 'all', 'iterate'], step);
  trap(DatabaseSync.prototype, ['exec'], step);
  return {
    arm(statement) {
      count = 0;
      deadly = statement;
    },
    count: () => count,
  };
}

function trap(prototype: object, names: readonly string[], step: () => void): void {
  for (const name of names) {
    const method: unknown = Reflect.get(prototype, name);
    if (typeof method !== 'function') throw new Error(`node:sqlite has no ${name}.`);
    Reflect.set(prototype, name, function trapped(this: unknown, ...given: readonly unknown[]) {
      step();
      return Reflect.apply(method, this, given) as unknown;
    });
  }
}
