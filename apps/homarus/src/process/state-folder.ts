import { accessSync, chmodSync, constants, mkdirSync } from 'node:fs';

import { AppError, errorText } from '@homarus/base';

/** Makes folders that only their owner may enter. Throws `unavailable` when one cannot be used. */
export function makeStateFolders(...folders: readonly string[]): void {
  for (const folder of folders) {
    try {
      const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (made !== undefined) chmodSync(folder, 0o700);
      accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch (error) {
      throw new AppError('unavailable', errorText(error), {
        cause: error,
        details: { stateFolder: folder },
      });
    }
  }
}
