import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { sha256 } from '../sha256.ts';
import { listener, type Subscribe } from './listen.ts';
import { typeParsers } from './types.ts';

/** A Kysely database that can also LISTEN; wherever a `Kysely<DB>` is asked for, it will do. */
export type Database<DB> = Kysely<DB> & { readonly listen: Subscribe };

/**
 * What a statement begins with that is parsed once on each connection and not at each use: for a few texts that are used over and over.
 * Not for one that returns all columns of a table: a migration may add to them.
 */
export const parsedOnce = '/* parsed once */';

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
  const pool = openPool(config);
  pool.on('connect', askBack);
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return Object.assign(db, { listen: listener(config) });
}

/** A pool of connections, of which none that breaks ends the process, whether it is in use, idle, or the pool is being closed. */
export function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  // An idle connection the server closed is dropped by the pool; the next query opens another or fails itself.
  pool.on('error', () => {});
  // A connection in use that the server closes between two queries raises `error` on itself: unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

const names = new Map<string, string>();

/** PostgreSQL keeps what it parsed under a name. */
function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = Buffer.from(sha256(text)).toString('hex').slice(0, 32);
  names.set(text, name);
  return name;
}

/**
 * Asks with a callback. With a promise of pg's own, V8 keeps the answers of all queries of a busy connection until its next full
 * collection: each holds on to the one after it once it has grown old.
 */
function askBack(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...parts: readonly unknown[]) => unknown;
  client.query = ((text: unknown, values?: unknown, ...more: readonly unknown[]) => {
    if (typeof text !== 'string' || typeof values === 'function' || more.length > 0)
      return query(text, values, ...more);
    const name = text.startsWith(parsedOnce) ? { name: nameOf(text) } : {};
    return new Promise((resolve, reject) => {
      query({ ...name, text, values }, (error: Error | null, result: unknown) =>
        error ? reject(error) : resolve(result),
      );
    });
  }) as pg.PoolClient['query'];
}
