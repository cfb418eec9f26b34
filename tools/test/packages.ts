import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'rolldown';
import { inPlace } from '../server/in-place.ts';
import { stampOf } from '../sources/stamp.ts';

/** What the processes of test files are told of built packages, in a file: the folder of each package and the module that stands for each name. */
export type BuiltPackages = {
  readonly root: string;
  readonly modules: { readonly [name: string]: { readonly folder: string; readonly file: string } };
};

const sources = [
  '{engines,systems,apps}/*/src/**/*.ts',
  '{engines,systems,apps}/*/package.json',
  'tools/server/in-place.ts',
  'tools/test/packages.ts',
  'package-lock.json',
];

/** Libraries of many modules each, by the package that has them: our sources meet the same ones as the built packages do. */
const libraries = {
  'engines/kernel': ['zod', 'kysely'],
  'engines/access': [
    ...[
      'better-auth',
      'better-auth/db/migration',
      'better-auth/plugins/organization',
      'better-auth/plugins/username',
    ],
    ...['@simplewebauthn/server', 'jose'],
  ],
  '': ['fast-check'],
} as const;

const condition = 'finharbor-source';
const prefix = 'packages-';
const abandonedMs = 3_600_000;

type Entry = { readonly name: string; readonly folder: string; readonly file?: string };

/**
 * Builds every package's entries into a few modules, unless they were built from the same sources, and returns the file that tells of
 * them. A test reads its own package's sources and all others built: two thousand modules take a process two seconds to read, and there
 * are four hundred test files.
 */
export async function buildPackages(root: string): Promise<string> {
  const cache = join(root, 'node_modules', '.cache');
  const folder = join(cache, prefix + stampOf(root, sources).slice(0, 16));
  const told = join(folder, 'modules.json');
  if (existsSync(told)) return told;
  mkdirSync(cache, { recursive: true });
  sweep(cache);
  const fresh = `${folder}.${process.pid}`;
  try {
    const modules = await bundle(root, { folder, fresh });
    writeFileSync(join(fresh, 'modules.json'), JSON.stringify({ root, modules } satisfies BuiltPackages));
    renameSync(fresh, folder);
  } catch (error) {
    // Another build of the same sources came in between: its folder is as good.
    if (!existsSync(told)) throw error;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return told;
}

function sweep(cache: string): void {
  for (const name of readdirSync(cache).filter((one) => one.startsWith(prefix)))
    if (Date.now() - statSync(join(cache, name)).mtimeMs > abandonedMs)
      rmSync(join(cache, name), { recursive: true, force: true });
}

function entriesOf(root: string): readonly Entry[] {
  const own = globSync('{engines,systems,apps}/*/package.json', { cwd: root }).flatMap((path): Entry[] => {
    const { name, exports = {} } = JSON.parse(readFileSync(join(root, path), 'utf8')) as {
      readonly name: string;
      readonly exports?: { readonly [path: string]: { readonly [condition]?: string } };
    };
    return Object.entries(exports).flatMap(([at, { [condition]: file }]) =>
      file?.endsWith('.ts') && !path.startsWith('engines/ui/')
        ? { name: name + at.slice(1), folder: dirname(path), file: join(root, dirname(path), file) }
        : [],
    );
  });
  const others = Object.entries(libraries).flatMap(([folder, names]) =>
    names.map((name): Entry => ({ name, folder })),
  );
  return [...own, ...others];
}

async function bundle(root: string, { folder, fresh }: { folder: string; fresh: string }) {
  const { rolldown } = await import('rolldown');
  const entries = entriesOf(root);
  const bundled = new Set(entries.map(({ name }) => name));
  const keys = new Map(entries.map((entry, at) => [`entry-${at}`, entry]));
  await using graph = await rolldown({
    cwd: root,
    input: Object.fromEntries([...keys.keys()].map((key) => [key, key])),
    platform: 'node',
    resolve: { conditionNames: [condition, 'node', 'import', 'default'] },
    // What our sources ask for and is not built here, everybody gets from where it is installed.
    external: (id, importer) =>
      isBuiltin(id) ||
      (/^[^./\0]/.test(id) &&
        importer !== undefined &&
        !importer.includes('/node_modules/') &&
        !bundled.has(id)),
    plugins: [entryOf(root, keys), inPlace(folder)],
    onLog() {},
  });
  await graph.write({
    dir: fresh,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  });
  return Object.fromEntries(
    [...keys].map(([key, { name, folder: of }]) => [name, { folder: of, file: join(folder, `${key}.js`) }]),
  );
}

/** Finds what an entry stands for, as its package would. */
function entryOf(root: string, keys: ReadonlyMap<string, Entry>): Plugin {
  return {
    name: 'finharbor-entries',
    async resolveId(id) {
      const entry = keys.get(id);
      if (!entry) return null;
      return entry.file ?? this.resolve(entry.name, join(root, entry.folder, 'package.json'));
    },
  };
}
