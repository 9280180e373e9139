/** Small things that the browser keeps for a person: language, theme, panels that are open. */
export interface Choices {
  get(name: string): string | undefined;
  /** `undefined` forgets it. Storage that is full or forbidden holds nothing, and breaks nothing. */
  set(name: string, value: string | undefined): void;
}

const prefix = 'homarus.';

export function webChoices(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): Choices {
  return {
    get(name) {
      try {
        return storage.getItem(prefix + name) ?? undefined;
      } catch {
        return undefined;
      }
    },
    set(name, value) {
      try {
        if (value === undefined) storage.removeItem(prefix + name);
        else storage.setItem(prefix + name, value);
      } catch {
        // It then holds for this visit.
      }
    },
  };
}
