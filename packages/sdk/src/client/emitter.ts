/** Listeners by the name of what they listen to. */
export interface Emitter<Payloads> {
  /** Answers how to stop listening. */
  on<Name extends keyof Payloads>(
    name: Name,
    listener: (payload: Payloads[Name]) => void,
  ): () => void;
  /** Calls the listeners in the order they came; one that throws fails as an unhandled error, alone. */
  emit<Name extends keyof Payloads>(name: Name, payload: Payloads[Name]): void;
}

export function createEmitter<Payloads>(): Emitter<Payloads> {
  const listeners: { [Name in keyof Payloads]?: Set<(payload: Payloads[Name]) => void> } = {};
  return {
    on(name, listener) {
      // A wrapper of its own, so that a listener that is added twice is called and removed twice.
      const own: typeof listener = (payload) => listener(payload);
      const set = (listeners[name] ??= new Set());
      set.add(own);
      return () => void set.delete(own);
    },
    emit(name, payload) {
      for (const listener of listeners[name]?.values().toArray() ?? []) {
        try {
          listener(payload);
        } catch (error) {
          reportError(error);
        }
      }
    },
  };
}

function reportError(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
