import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Who may import whom, beside itself. Adapters import any package; apps import anything; nobody imports an app. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  base: [],
  protocol: ['base'],
  models: ['base'],
  memory: ['base', 'models'],
  agent: ['base', 'models'],
  sessions: ['base', 'agent'],
  'plugin-api': ['base', 'models', 'agent', 'memory'],
  plugins: ['base', 'plugin-api'],
  gateway: [
    'base',
    'protocol',
    'models',
    'memory',
    'agent',
    'sessions',
    'plugin-api',
    'plugins',
    'jobs',
    'metrics',
  ],
  'memory-server': ['base', 'protocol', 'memory', 'metrics'],
  metrics: ['base', 'memory'],
  outbox: ['base'],
  sdk: ['base', 'protocol'],
  jobs: ['base', 'memory'],
  'store-sql': ['base', 'gateway', 'memory', 'memory-server', 'sessions', 'jobs'],
};

/** Packages that run in a page: no Node built-ins outside of their tests. */
const browserSafe: ReadonlySet<string> = new Set(['base', 'protocol', 'sdk']);

/** One broken rule, as a line for a person. */
export function findViolations(root: string): readonly string[] {
  const places = globSync('{packages,adapters,apps}/*/package.json', { cwd: root }).map(
    (manifest) => path.dirname(manifest),
  );
  const kinds = new Map(places.map((place) => [nameOf(root, place), place] as const));
  return places.flatMap((place) =>
    globSync(`${place}/{src,test}/**/*.{ts,tsx}`, { cwd: root }).flatMap((file) =>
      importsOf(readFileSync(path.join(root, file), 'utf8')).flatMap((target) => {
        const problem = problemOf({ root, place, file, target, kinds });
        return problem === undefined ? [] : [`${file}: imports ${target}: ${problem}`];
      }),
    ),
  );
}

interface Edge {
  readonly root: string;
  readonly place: string;
  readonly file: string;
  readonly target: string;
  readonly kinds: ReadonlyMap<string, string>;
}

function problemOf(edge: Edge): string | undefined {
  if (edge.target.startsWith('.')) return relativeProblem(edge);
  if (edge.target.startsWith('node:')) {
    return browserSafe.has(path.basename(edge.place)) && !isTest(edge)
      ? 'a package that runs in a page uses no built-ins'
      : undefined;
  }
  const segments = edge.target.startsWith('@') ? 2 : 1;
  return packageProblem(edge, edge.target.split('/').slice(0, segments).join('/'));
}

function isTest(edge: Edge): boolean {
  return /\.test\.ts$|[\\/](testing|test)[\\/]/u.test(edge.file);
}

function relativeProblem({ root, place, file, target }: Edge): string | undefined {
  const resolved = path.join(root, path.dirname(file), target);
  if (!existsSync(resolved)) return 'no such file (write the .ts extension)';
  return resolved.startsWith(path.join(root, place) + path.sep) ? undefined : 'leaves its package';
}

function packageProblem(edge: Edge, name: string): string | undefined {
  const manifest = readManifest(edge.root, edge.place);
  if (name === manifest.name) return 'imports itself by name';
  const other = edge.kinds.get(name);
  const rule = other === undefined ? undefined : workspaceProblem(edge.place, other);
  if (rule !== undefined) return rule;
  const tools = isTest(edge) ? rootDevDependencies(edge.root) : {};
  const declared = { ...tools, ...manifest.dependencies, ...manifest.devDependencies };
  return name in declared ? undefined : 'is not declared in package.json';
}

function workspaceProblem(place: string, other: string): string | undefined {
  const [kind = '', own = ''] = place.split(path.sep);
  const [otherKind = '', otherName = ''] = other.split(path.sep);
  if (otherKind === 'apps') return kind === 'apps' ? undefined : 'nobody imports an app';
  if (kind === 'apps') return undefined;
  if (kind === 'adapters') {
    return otherKind === 'packages' ? undefined : 'an adapter imports no other adapter';
  }
  return otherKind === 'packages' ? tableProblem(own, otherName) : 'a package imports no adapter';
}

function tableProblem(own: string, otherName: string): string | undefined {
  const allowed = mayImport[own];
  if (allowed === undefined) return `${own} is missing in the table of scripts/boundaries.ts`;
  if (allowed.includes(otherName)) return undefined;
  return `the table lets ${own} import ${allowed.join(', ') || 'nothing'}`;
}

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function readManifest(root: string, place: string): Manifest {
  return JSON.parse(readFileSync(path.join(root, place, 'package.json'), 'utf8')) as Manifest;
}

function rootDevDependencies(root: string): Readonly<Record<string, string>> {
  return readManifest(root, '.').devDependencies ?? {};
}

function nameOf(root: string, place: string): string {
  return readManifest(root, place).name;
}

/** The specifiers of all static and dynamic imports and re-exports of a source text. */
export function importsOf(source: string): readonly string[] {
  const pattern =
    /(?:^|[;\n}])\s*(?:import|export)\b[^'";]*?\bfrom\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|^\s*import\s+'([^']+)'/gmu;
  return Array.from(source.matchAll(pattern), (match) => match[1] ?? match[2] ?? match[3] ?? '');
}
