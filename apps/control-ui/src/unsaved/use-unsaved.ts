import { useLayoutEffect, useRef } from 'preact/hooks';

import { useApp } from '../app.ts';
import type { HeldForm } from './unsaved.ts';

const nowhere: HeldForm['isKeptAt'] = () => false;

/** Has leaving ask first while the view is shown and `isChanged` says so. */
export function useUnsaved(
  isChanged: HeldForm['isChanged'],
  isKeptAt: HeldForm['isKeptAt'] = nowhere,
): void {
  const { unsaved } = useApp();
  const latest = useRef({ isChanged, isKeptAt });
  latest.current = { isChanged, isKeptAt };
  useLayoutEffect(
    () =>
      unsaved.hold({
        isChanged: () => latest.current.isChanged(),
        isKeptAt: (next) => latest.current.isKeptAt(next),
      }),
    [],
  );
}
