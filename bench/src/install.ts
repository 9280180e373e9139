import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { printHeading, printRow } from './report.ts';
import { freePort, untilAnswered } from './start.ts';

const root = path.resolve(import.meta.dirname, '../..');
const left = new Set(['.git', 'node_modules', 'dist']);
const giveUpMs = 300_000;

/**
 * What a person gets who starts a fresh clone: how long until it answers, packages and builds
 * included, and what it then takes on the disk beside Node.js itself. npm's cache is used as it is.
 */
export async function benchInstall(): Promise<void> {
  printHeading('First start of a fresh clone');
  const folder = await mkdtemp(path.join(tmpdir(), 'homarus-bench-install-'));
  try {
    const clone = path.join(folder, 'clone');
    await cp(root, clone, { recursive: true, filter: (file) => !left.has(path.basename(file)) });
    const startMs = await startOnce(clone, path.join(folder, 'home'));
    printRow({ measure: 'npm start to first answer', figure: startMs / 1000, unit: 's' });
    const node = path.join(clone, 'node_modules', 'node');
    printRow({
      measure: 'install on disk, beside Node.js',
      figure: ((await bytesIn(clone)) - (await bytesIn(node))) / 1e6,
      unit: 'MB',
      bar: { at: 'most', value: 150 },
      note: '(OpenClaw 2026.9.6: 836 MB)',
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function startOnce(clone: string, home: string): Promise<number> {
  const port = await freePort();
  const ports = ['--port', String(port), '--memory-port', String(await freePort())];
  const startedAt = performance.now();
  const child = spawn('npm', ['start', '--', ...ports], {
    cwd: clone,
    env: { ...process.env, HOMARUS_HOME: home },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await untilAnswered(child, `http://127.0.0.1:${port}/ready`, giveUpMs);
    return performance.now() - startedAt;
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  }
}

/** What the files below a folder take on the disk, each once; the unit of `blocks` is 512 bytes. */
async function bytesIn(folder: string, seen = new Set<number>()): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    const { blocks, ino } = await lstat(file);
    if (!seen.has(ino)) bytes += blocks * 512;
    seen.add(ino);
    if (entry.isDirectory()) bytes += await bytesIn(file, seen);
  }
  return bytes;
}
