import { randomBytes } from 'node:crypto';
import pg, { type Client } from 'pg';
import { fail } from '../errors.ts';
import { type MigrationSource, migrate, stampOf } from './migrate.ts';
import { type Database, openDatabase } from './open.ts';

export { freePort } from '../free-port.ts';

/** A database of one test file's own; disposing of it drops it. */
export type TestDatabase<DB> = AsyncDisposable & { readonly db: Database<DB>; readonly url: string };

/**
 * Makes a database `test_<random>` on the server that FINHARBOR_TEST_DATABASE_URL (a superuser's URL) names, and migrates it: the first that
 * asks for these migrations on this server does, the others get copies. For tests only. Errors: `test.no_database`, so that a missing server
 * fails a run and does not skip it.
 */
export async function testDatabase<DB>(sources: readonly MigrationSource[] = []): Promise<TestDatabase<DB>> {
  const base = process.env.FINHARBOR_TEST_DATABASE_URL;
  if (!base) fail('test.no_database', 'Set FINHARBOR_TEST_DATABASE_URL to a superuser URL, or run npm test.');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asSuperuser(base, async (admin) => {
    const template = sources.length === 0 ? 'template1' : await migrated(admin, base, sources);
    await admin.query(`create database ${name} template ${template}`);
  });
  const url = urlOf(base, name);
  const db = openDatabase<DB>(url, { maxConnections: 8, applicationName: name });
  return {
    db,
    url,
    [Symbol.asyncDispose]: async () => {
      await db.destroy();
      // Force: a test may have left a process of its own connected.
      await asSuperuser(base, (admin) => admin.query(`drop database ${name} with (force)`));
    },
  };
}

/** Any fixed number that nothing else on the server locks. */
const makingLock = 7_163_001_902_448n;

/** The database of this server that has these migrations and nobody's rows. It gets its name when it is whole, so a run that is killed leaves none that is not. */
async function migrated(admin: Client, base: string, sources: readonly MigrationSource[]): Promise<string> {
  const name = `migrated_${stampOf(sources).slice(0, 16)}`;
  const isThere = async (): Promise<boolean> =>
    (await admin.query('select from pg_database where datname = $1', [name])).rowCount === 1;
  if (await isThere()) return name;
  // One makes it, and who comes meanwhile waits.
  await admin.query('select pg_advisory_lock($1)', [makingLock]);
  try {
    if (await isThere()) return name;
    const making = `making_${randomBytes(8).toString('hex')}`;
    await admin.query(`create database ${making}`);
    {
      await using db = openDatabase<unknown>(urlOf(base, making), { maxConnections: 1 });
      await migrate(db, sources);
    }
    await admin.query(`alter database ${making} rename to ${name}`);
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [makingLock]);
  }
  return name;
}

function urlOf(base: string, database: string): string {
  const url = new URL(base);
  url.pathname = `/${database}`;
  return url.href;
}

async function asSuperuser(url: string, work: (admin: Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
