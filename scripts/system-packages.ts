import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/** What the system tests need beside npm: the Debian package and a file that shows it is there. */
const packages = [
  { name: 'chromium', file: '/usr/bin/chromium' },
  { name: 'python3-requests', file: '/usr/lib/python3/dist-packages/requests/__init__.py' },
] as const;

/** A Debian of its own that has PostgreSQL with pgvector, whatever the Debian of this machine has. */
const postgres = {
  root: '/var/cache/homarus-test/postgresql-17',
  release: 'trixie',
  packages: ['postgresql-17', 'postgresql-17-pgvector'],
} as const;

export interface Needs {
  readonly postgres: boolean;
}

/** Installs what is missing with apt, as root; ends the process with what to do when it cannot. */
export function installSystemPackages(needs: Needs): void {
  const isBare = needs.postgres && !existsSync(postgres.root);
  const isWithoutTool = isBare && !existsSync('/usr/sbin/debootstrap');
  const missing = [
    ...packages.filter(({ file }) => !existsSync(file)).map(({ name }) => name),
    ...(isWithoutTool ? ['debootstrap'] : []),
  ];
  if (missing.length === 0 && !isBare) return;
  if (process.getuid?.() !== 0) {
    process.stderr.write(
      `The system tests need ${[...missing, ...(isBare ? postgres.packages : [])].join(', ')}. ` +
        'Run them as root once: they install it.\n',
    );
    process.exit(1);
  }
  if (missing.length > 0) {
    process.stdout.write(`Installing ${missing.join(', ')} with apt-get ...\n`);
    run('apt-get', '-qq', 'update');
    run('apt-get', '-qq', 'install', '-y', '--no-install-recommends', ...missing);
  }
  if (isBare) installPostgres();
}

/** Into a folder beside its place first, so that what is there is whole. */
function installPostgres(): void {
  const { root, release } = postgres;
  const unfinished = `${root}.unfinished`;
  process.stdout.write(`Installing ${postgres.packages.join(', ')} into ${root} ...\n`);
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(path.dirname(root), { recursive: true });
  const include = `--include=${postgres.packages.join(',')}`;
  run('debootstrap', '--variant=minbase', include, release, unfinished);
  renameSync(unfinished, root);
}

function run(program: string, ...args: readonly string[]): void {
  const result = spawnSync(program, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (result.status !== 0) {
    process.stderr.write(`${program} ${args.join(' ')} failed.\n`);
    process.exit(1);
  }
}
