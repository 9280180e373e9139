import type { ClientEvents } from '@homarus/sdk';
import { useEffect, useRef } from 'preact/hooks';

import { useApp } from '../app.ts';

/** Listens to an event of the gateway while the view is shown. */
export function useEvent<Name extends keyof ClientEvents>(
  name: Name,
  listener: (payload: ClientEvents[Name]) => void,
): void {
  const { gateway } = useApp();
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => gateway.on(name, (payload) => latest.current(payload)), [name]);
}
