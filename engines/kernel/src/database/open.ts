import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { listener, type Subscribe } from './listen.ts';
import { typeParsers } from './types.ts';

/** A Kysely database that can also LISTEN; wherever a `Kysely<DB>` is asked for, it will do. */
export type Database<DB> = Kysely<DB> & { readonly listen: Subscribe };

/** How a database is opened. */
export type DatabaseOptions = {
  /** Connections in the pool; a listener or a migration holds one more or one of these. */
  readonly maxConnections: number;
  /** What shows in pg_stat_activity. */
  readonly applicationName?: string;
};

/**
 * Opens a pool of connections to PostgreSQL. `int8` is bigint, `numeric` text, `date` and `timestamptz` text
 * (`2026-11-21`, `2026-11-21T08:00:00.123Z`: RFC 3339 in UTC, also for parameters; see `instantText` and `instantMs`),
 * `bytea` bytes, `jsonb` its value. Nothing is sent before the first query; `destroy()` closes the pool.
 */
export function openDatabase<DB>(url: string, options: DatabaseOptions): Database<DB> {
  const config: pg.PoolConfig = {
    connectionString: url,
    max: options.maxConnections,
    application_name: options.applicationName ?? 'finharbor',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    types: typeParsers,
    // The parser of timestamptz reads the UTC form only.
    options: '-c timezone=UTC -c datestyle=ISO',
  };
  const pool = new pg.Pool(config);
  // An idle connection the server closed is dropped by the pool; the next query opens another or fails itself.
  pool.on('error', () => {});
  // A connection in use that the server closes between two queries raises `error` on itself: unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return Object.assign(db, { listen: listener(config) });
}
