import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

import type { Route } from '../settings/route.ts';

/** A form that may have changes which are not saved. */
export interface HeldForm {
  isChanged(): boolean;
  /** Whether the form is still shown there, with its changes. */
  isKeptAt(next: Route): boolean;
}

/** What a person has to decide before they leave. */
export interface LeaveQuestion {
  /** The changes are lost. */
  leave(): void;
  stay(): void;
}

/** Keeps a person from losing what they have not saved: leaving it asks first. */
export interface Unsaved {
  readonly question: ReadonlySignal<LeaveQuestion | undefined>;
  /** Watches a form that is shown; answers how to end that. */
  hold(form: HeldForm): () => void;
  isLostAt(next: Route): boolean;
  /** Asks; `go` runs when the person leaves what would be lost at `next`. */
  ask(next: Route, go: () => void): void;
  /** What the forms are about is gone, and what was changed in them with it. */
  forget(): void;
}

/** A closed tab is asked about in the words of the browser: it allows no others. */
export function createUnsaved(window: Pick<Window, 'addEventListener'>): Unsaved {
  const forms = new Set<HeldForm>();
  const question = signal<LeaveQuestion | undefined>(undefined);
  const lostAt = (next: Route): readonly HeldForm[] =>
    [...forms].filter((form) => form.isChanged() && !form.isKeptAt(next));
  window.addEventListener('beforeunload', (event) => {
    if ([...forms].some((form) => form.isChanged())) event.preventDefault();
  });
  return {
    question,
    hold(form) {
      forms.add(form);
      return () => forms.delete(form);
    },
    isLostAt: (next) => lostAt(next).length > 0,
    ask(next, go) {
      const asked: LeaveQuestion = {
        stay() {
          if (question.value === asked) question.value = undefined;
        },
        leave() {
          asked.stay();
          for (const form of lostAt(next)) forms.delete(form);
          go();
        },
      };
      question.value = asked;
    },
    forget: () => forms.clear(),
  };
}
