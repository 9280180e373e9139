/**
 * Stands for what plugins expect of a host and this one does not have, with all that is below it:
 * each part can be read and called, does nothing and answers undefined. `missed` hears of every name
 * that is called, once.
 */
export function createAbsent(name: string, missed: (name: string) => void): unknown {
  let isTold = false;
  return new Proxy(() => undefined, {
    get(_target, key) {
      // Not a promise, not a list, not a number.
      if (typeof key === 'symbol' || key === 'then' || key === 'toJSON') return undefined;
      return createAbsent(`${name}.${key}`, missed);
    },
    apply() {
      if (!isTold) missed(name);
      isTold = true;
      return undefined;
    },
  });
}

/** The object, with everything absent that it does not have. */
export function withAbsent<T extends object>(
  target: T,
  name: string,
  missed: (name: string) => void,
): T {
  const made = new Map<string, unknown>();
  return new Proxy(target, {
    get(has, key, receiver): unknown {
      if (typeof key === 'symbol' || key in has || key === 'then' || key === 'toJSON') {
        return Reflect.get(has, key, receiver);
      }
      const known = made.get(key) ?? createAbsent(`${name}.${key}`, missed);
      made.set(key, known);
      return known;
    },
  });
}
