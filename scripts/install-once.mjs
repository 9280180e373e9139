// Installs in one process at a time: assistants start their servers side by side, and npm in the same
// folder twice leaves nothing of it. Plain JavaScript without dependencies, for scripts/run.mjs.
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

const pauseMs = 200;
/** No install takes longer: the number of a process that died may be another's by now. */
const maxAgeMs = 15 * 60_000;

/**
 * Resolves to the exit code of the install, 0 when it was not needed. `lock` is a file that names the process
 * that installs: that of `start`, so that it holds when whoever started it is gone.
 */
export async function installOnce(lock, { isInstalled, start }) {
  for (;;) {
    if (isInstalled()) return 0;
    if (isTaken(lock)) break;
    await setTimeout(pauseMs);
  }
  try {
    const child = start();
    writeFileSync(lock, String(child.pid));
    return await new Promise((resolve) => {
      child.on('error', () => resolve(1));
      child.on('exit', (code) => resolve(code ?? 1));
    });
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Whether the lock is this process's now. */
function isTaken(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isAbandoned(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isAbandoned(lock) {
  try {
    if (Date.now() - statSync(lock).mtimeMs > maxAgeMs) return true;
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
