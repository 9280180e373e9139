import type { TurnRequest } from '../turns/turn.ts';

/** What a body says about the turn itself; who speaks, and where, is decided beside it. */
export type DoorInput = Pick<TurnRequest, 'input'> & {
  [K in 'history' | 'instructions' | 'clientTools' | 'settings']?: TurnRequest[K] | undefined;
};
