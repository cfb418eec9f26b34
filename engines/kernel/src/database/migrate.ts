import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { type Kysely, sql } from 'kysely';
import { fail } from '../errors.ts';

/** The migrations of one package: `0001_name.sql` files in a folder, applied in order of their names. */
export type MigrationSource = { readonly name: string; readonly directory: URL };

/** One migration that was applied now. */
export type AppliedMigration = { readonly source: string; readonly migration: string };

type Migration = { readonly name: string; readonly text: string; readonly hash: string };

const fileName = /^\d{4}_[a-z0-9_]+\.sql$/;

/** Any fixed number that nothing else in the database locks. */
const migrationLock = 7_163_001_902_447n;

/**
 * Brings a database up to date: plain SQL files, one transaction each, sources in the given order. Safe to run twice and from
 * two processes at once. Returns what was applied now.
 * Errors: `migration.changed` (an applied file was edited), `migration.missing` (the database is newer than the program),
 * `migration.out_of_order`, `migration.bad_name`, `migration.failed` (its transaction was rolled back); each names the file.
 */
export async function migrate<DB>(
  db: Kysely<DB>,
  sources: readonly MigrationSource[],
): Promise<readonly AppliedMigration[]> {
  const read = sources.map((source) => ({ source, migrations: readMigrations(source) }));
  return db.connection().execute(async (connection) => {
    // A session lock: held over several transactions, released by the server when this process dies.
    await sql`select pg_advisory_lock(${migrationLock})`.execute(connection);
    try {
      await sql`create table if not exists schema_migration (
        source text not null, name text not null, sha256 text not null,
        applied_at timestamptz not null default now(), primary key (source, name))`.execute(connection);
      const applied: AppliedMigration[] = [];
      for (const { source, migrations } of read) {
        for (const next of await pending(connection, source, migrations)) {
          await apply(connection, source, next);
          applied.push({ source: source.name, migration: next.name });
        }
      }
      return applied;
    } finally {
      await sql`select pg_advisory_unlock(${migrationLock})`.execute(connection);
    }
  });
}

function readMigrations(source: MigrationSource): readonly Migration[] {
  return readdirSync(source.directory)
    .toSorted()
    .map((name) => {
      if (!fileName.test(name))
        fail('migration.bad_name', `${source.name}/${name}: a migration is called like 0001_accounts.sql.`);
      const text = readFileSync(new URL(name, source.directory), 'utf8');
      return { name, text, hash: createHash('sha256').update(text).digest('hex') };
    });
}

/** Says the same of sources that make the same database. */
export function stampOf(sources: readonly MigrationSource[]): string {
  const stamp = createHash('sha256');
  for (const source of sources)
    for (const { name, hash } of readMigrations(source)) stamp.update(`${source.name}/${name} ${hash}\n`);
  return stamp.digest('hex');
}

async function pending<DB>(
  db: Kysely<DB>,
  source: MigrationSource,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  const { rows } = await sql<{ name: string; sha256: string }>`
    select name, sha256 from schema_migration where source = ${source.name} order by name`.execute(db);
  for (const row of rows) {
    const file = migrations.find((migration) => migration.name === row.name);
    const what = `${source.name}/${row.name}`;
    if (file === undefined)
      fail(
        'migration.missing',
        `The database holds migration ${what}, this program does not: run a newer one.`,
      );
    if (file.hash !== row.sha256)
      fail(
        'migration.changed',
        `Migration ${what} was edited after it was applied: undo the edit, add a file.`,
      );
  }
  const last = rows.at(-1)?.name ?? '';
  const fresh = migrations.filter((migration) => !rows.some((row) => row.name === migration.name));
  const late = fresh.find((migration) => migration.name < last);
  if (late)
    fail('migration.out_of_order', `Migration ${source.name}/${late.name} comes before the applied ${last}.`);
  return fresh;
}

async function apply<DB>(db: Kysely<DB>, source: MigrationSource, migration: Migration): Promise<void> {
  try {
    await db.transaction().execute(async (tx) => {
      await sql.raw(migration.text).execute(tx);
      await sql`insert into schema_migration (source, name, sha256)
        values (${source.name}, ${migration.name}, ${migration.hash})`.execute(tx);
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    fail(
      'migration.failed',
      `Migration ${source.name}/${migration.name} failed and was undone: ${why}`,
      cause,
    );
  }
}

/** The kernel's own tables: outbox and idempotency keys. */
export const kernelMigrations: MigrationSource = {
  name: 'kernel',
  directory: new URL('../../migrations/', import.meta.url),
};
