import { DatabaseSync, StatementSync } from 'node:sqlite';

/** Kills this process with SIGKILL just before its n-th statement on any database, from `arm` on. */
export interface StatementTrap {
  arm(statement: number): void;
  /** Statements since it was armed. */
  count(): number;
}

export function setStatementTrap(): StatementTrap {
  let count = 0;
  let deadly = Number.POSITIVE_INFINITY;
  beforeEachStatement(() => {
    count += 1;
    if (count === deadly) process.kill(process.pid, 'SIGKILL');
  });
  return {
    arm(statement) {
      count = 0;
      deadly = statement;
    },
    count: () => count,
  };
}

const traps = [
  { prototype: StatementSync.prototype, names: ['run', 'get', 'all', 'iterate'] },
  { prototype: DatabaseSync.prototype, names: ['exec'] },
] as const;

/**
 * Calls `step` before every statement on any database of this process, until it is disposed of. It
 * reaches into `node:sqlite` itself, so that every step of every transaction is met.
 */
export function beforeEachStatement(step: () => void): Disposable {
  const restore = traps.flatMap(({ prototype, names }) =>
    names.map((name) => trap(prototype, name, step)),
  );
  return {
    [Symbol.dispose]() {
      for (const back of restore) back();
    },
  };
}

/** Answers what takes the trap away. */
function trap(prototype: object, name: string, step: () => void): () => void {
  const method: unknown = Reflect.get(prototype, name);
  if (typeof method !== 'function') throw new Error(`node:sqlite has no ${name}.`);
  Reflect.set(prototype, name, function trapped(this: unknown, ...given: readonly unknown[]) {
    step();
    return Reflect.apply(method, this, given) as unknown;
  });
  return () => void Reflect.set(prototype, name, method);
}
