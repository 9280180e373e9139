import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What the system tests need beside npm: the Debian package and a file that shows it is there. */
const packages = [{ name: 'chromium', file: '/usr/bin/chromium' }] as const;

/** Installs the missing ones with apt, as root; ends the process with what to do when it cannot. */
export function installSystemPackages(): void {
  const missing = packages.filter(({ file }) => !existsSync(file)).map(({ name }) => name);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    process.stderr.write(
      `The system tests need ${missing.join(', ')}. Install them as root: apt-get install ${missing.join(' ')}\n`,
    );
    process.exit(1);
  }
  process.stdout.write(`Installing ${missing.join(', ')} with apt-get ...\n`);
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...missing);
}

function apt(...args: readonly string[]): void {
  const result = spawnSync('apt-get', ['-qq', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (result.status !== 0) {
    process.stderr.write(`apt-get ${args.join(' ')} failed.\n`);
    process.exit(1);
  }
}
