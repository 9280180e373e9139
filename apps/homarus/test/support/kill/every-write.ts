import { gatewayTurn } from './gateway-write.ts';
import { killWrites } from './kill-writes.ts';
import type { KillWrite } from './kill-writes.ts';
import { libraryWrites } from './library-writes.ts';
import { operatorWrites } from './operator-writes.ts';

/** All kinds of writes that need no model. */
export const everyWrite: readonly KillWrite[] = [
  ...killWrites,
  gatewayTurn,
  ...libraryWrites,
  ...operatorWrites,
];
