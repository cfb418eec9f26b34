import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { fail } from '../errors.ts';
import { type MigrationSource, migrate } from './migrate.ts';
import { type Database, openDatabase } from './open.ts';

export { freePort } from '../free-port.ts';

/** A database of one test file's own; disposing of it drops it. */
export type TestDatabase<DB> = AsyncDisposable & { readonly db: Database<DB>; readonly url: string };

/**
 * Makes a database `test_<random>` on the server that FINHARBOR_TEST_DATABASE_URL (a superuser's URL) names, and migrates it.
 * For tests only. Errors: `test.no_database`, so that a missing server fails a run and does not skip it.
 */
export async function testDatabase<DB>(sources: readonly MigrationSource[] = []): Promise<TestDatabase<DB>> {
  const base = process.env.FINHARBOR_TEST_DATABASE_URL;
  if (!base) fail('test.no_database', 'Set FINHARBOR_TEST_DATABASE_URL to a superuser URL, or run npm test.');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asSuperuser(base, `create database ${name}`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  const db = openDatabase<DB>(url.href, { maxConnections: 8, applicationName: name });
  await migrate(db, sources);
  return {
    db,
    url: url.href,
    [Symbol.asyncDispose]: async () => {
      await db.destroy();
      // Force: a test may have left a process of its own connected.
      await asSuperuser(base, `drop database ${name} with (force)`);
    },
  };
}

async function asSuperuser(url: string, statement: string): Promise<void> {
  await using admin = openDatabase<unknown>(url, { maxConnections: 1 });
  await sql.raw(statement).execute(admin);
}
