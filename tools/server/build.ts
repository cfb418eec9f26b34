import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { stampOf } from '../sources/stamp.ts';
import { inPlace, quickLogger, unmappedLibraries } from './in-place.ts';

/** The programs of an installation, built. */
export type ServerPrograms = {
  /** The `finharbor` command. */
  readonly finharbor: string;
  /** The hub's and every node's own process. */
  readonly process: string;
};

const sources = [
  'engines/*/src/**/*.ts',
  'systems/*/src/**/*.ts',
  'apps/{cli,server}/src/**/*.ts',
  '{engines,systems,apps}/*/package.json',
  'tools/server/*.ts',
  'package-lock.json',
];
const entries: ServerPrograms = {
  finharbor: 'apps/cli/src/main.ts',
  process: 'apps/server/src/process.ts',
};
/** What is there or not, on this machine or this runtime, and is asked for only when it is needed. */
const optional = /^(@duckdb\/node-api|@opentelemetry\/api|pg-native|bun:sqlite)$/;

/**
 * Builds the server's programs, a file each, unless they were built from the same sources: a process then reads two files instead of two
 * thousand. Each file says what it was built from and takes its place whole, so neither a build that is killed nor two at once, nor a
 * process that starts meanwhile, meets anything else than a program.
 */
export async function buildServer(root: string, log: (line: string) => void): Promise<ServerPrograms> {
  const folder = join(root, 'apps/server/dist');
  const built = { finharbor: join(folder, 'finharbor.js'), process: join(folder, 'process.js') };
  const mark = `// From sources ${stampOf(root, sources)}.`;
  const stale = (['finharbor', 'process'] as const).filter((name) => !beginsWith(built[name], mark));
  if (stale.length === 0) return built;
  log('Building the server …');
  mkdirSync(folder, { recursive: true });
  await Promise.all(stale.map((name) => bundle({ root, folder, name, mark })));
  return built;
}

function beginsWith(path: string, mark: string): boolean {
  if (!existsSync(path)) return false;
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(mark.length);
    readSync(file, head);
    return head.toString() === mark;
  } finally {
    closeSync(file);
  }
}

type Bundle = {
  readonly root: string;
  readonly folder: string;
  readonly name: keyof ServerPrograms;
  readonly mark: string;
};

async function bundle({ root, folder, name, mark }: Bundle): Promise<void> {
  const { rolldown } = await import('rolldown');
  await using graph = await rolldown({
    cwd: root,
    input: { [name]: join(root, entries[name]) },
    platform: 'node',
    resolve: { conditionNames: ['finharbor-source', 'node'] },
    external: (id) => isBuiltin(id) || optional.test(id),
    plugins: [inPlace(folder), quickLogger(), unmappedLibraries()],
    onLog(level, entry) {
      if (level === 'warn') throw new Error(entry.message);
    },
  });
  const { output } = await graph.generate({
    format: 'esm',
    banner: mark,
    codeSplitting: false,
    sourcemap: true,
    sourcemapExcludeSources: true,
    entryFileNames: '[name].js',
    file: join(folder, `${name}.js`),
  });
  const [chunk] = output;
  place(join(folder, chunk.sourcemapFileName!), chunk.map!.toString());
  place(join(folder, chunk.fileName), chunk.code);
}

function place(path: string, text: string): void {
  const fresh = `${path}.${process.pid}`;
  try {
    writeFileSync(fresh, text);
    renameSync(fresh, path);
  } finally {
    rmSync(fresh, { force: true });
  }
}
