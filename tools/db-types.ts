import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type MigrationSource, migrate } from '@finharbor/kernel/database';
import { testDatabase } from '@finharbor/kernel/testing';
import { readColumns } from './db-types/introspect.ts';
import { renderTables } from './db-types/render.ts';
import { scratchPostgres } from './test/postgres.ts';

/** A package with migrations. */
type Owner = {
  readonly name: string;
  readonly directory: string;
  readonly source: MigrationSource;
  readonly dependencies: readonly string[];
};

/** A file that is, or should be, written. */
export type Generated = { readonly path: string; readonly text: string };

/**
 * Migrates an empty database package by package and describes what each one added. A package comes after those it
 * depends on; the tables that its migrations made are its own, and only they stand in its file.
 */
export async function generate(root: string): Promise<readonly Generated[]> {
  await using database = await testDatabase<unknown>();
  const files: Generated[] = [];
  const known = new Set<string>();
  for (const { name, directory, source } of inOrder(owners(root))) {
    await migrate(database.db, [source]);
    const own = (await readColumns(database.db)).filter(({ table }) => !known.has(table));
    if (own.length === 0) continue;
    for (const { table } of own) known.add(table);
    const text = renderTables({ name, isKernel: name === 'kernel' }, own);
    files.push({ path: `${directory}/src/database.gen.ts`, text });
  }
  return files;
}

function owners(root: string): readonly Owner[] {
  return globSync('{engines,systems}/*/migrations', { cwd: root })
    .toSorted()
    .map((migrations) => {
      const directory = dirname(migrations).replaceAll('\\', '/');
      const manifest = JSON.parse(readFileSync(join(root, directory, 'package.json'), 'utf8')) as {
        readonly name: string;
        readonly dependencies?: object;
      };
      const name = manifest.name.replace('@finharbor/', '');
      const source = { name, directory: pathToFileURL(`${join(root, migrations)}/`) };
      const dependencies = Object.keys(manifest.dependencies ?? {}).map((one) =>
        one.replace('@finharbor/', ''),
      );
      return { name, directory, source, dependencies };
    });
}

function inOrder(all: readonly Owner[]): readonly Owner[] {
  const ordered = new Set<Owner>();
  const add = (owner: Owner): void => {
    for (const dependency of all) if (owner.dependencies.includes(dependency.name)) add(dependency);
    ordered.add(owner);
  };
  for (const owner of all) add(owner);
  return [...ordered];
}

/** The generated files whose text on disk is another or missing. */
export function drifted(root: string, files: readonly Generated[]): readonly Generated[] {
  return files.filter(({ path, text }) => {
    const file = join(root, path);
    return !existsSync(file) || readFileSync(file, 'utf8') !== text;
  });
}

async function main(): Promise<number> {
  const root = dirname(import.meta.dirname);
  // Within npm test the run's own server is there already.
  await using server = process.env.FINHARBOR_TEST_DATABASE_URL
    ? undefined
    : await scratchPostgres(new AbortController().signal);
  if (server) process.env.FINHARBOR_TEST_DATABASE_URL = server.url;
  const files = await generate(root);
  if (files.length === 0) throw new Error('No package with migrations was found.');
  const other = drifted(root, files);
  if (process.argv.includes('--check')) {
    for (const { path } of other)
      process.stdout.write(
        `${path} is not what the migrations make: run node tools/bootstrap.mjs tools/db-types.ts\n`,
      );
    process.stdout.write(`${files.length} files compared\n`);
    return other.length > 0 ? 1 : 0;
  }
  for (const { path, text } of other) {
    writeFileSync(join(root, path), text);
    process.stdout.write(`wrote ${path}\n`);
  }
  return 0;
}

if (import.meta.main) process.exitCode = await main();
