import type { ChildProcess } from 'node:child_process';

export interface Install {
  readonly isInstalled: () => boolean;
  readonly start: () => ChildProcess;
}

export function installOnce(lock: string, install: Install): Promise<number>;
