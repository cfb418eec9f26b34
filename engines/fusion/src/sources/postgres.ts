import { rm } from 'node:fs/promises';
import type { DuckDBAppender } from '@duckdb/node-api';
import { openDuckdb } from './duckdb.ts';
import { badSource, sourceChanged } from './fault.ts';
import type { DuckdbLimits } from './limits.ts';
import { checkNameColumn, loadNames, namedRows } from './names.ts';
import { checkResultPath, writeResultFile } from './result-file.ts';
import { commonColumn, type Selection, type Source } from './source.ts';
import { identifier } from './sql.ts';

/** What is used of a connected client of `pg`. */
export type PostgresClient = {
  query(text: string): Promise<{ readonly rows: readonly Readonly<Record<string, string>>[] }>;
  query(query: {
    text: string;
    rowMode: 'array';
    types: { getTypeParser: () => (text: string) => string };
  }): Promise<{ readonly rows: readonly Row[]; readonly fields: readonly { readonly dataTypeID: number }[] }>;
  end(): Promise<void>;
};

/** A table or view in PostgreSQL. */
export type PostgresTable = {
  /** A connected `Client` of `pg`, which the source ends. It needs to read the table, nothing else. */
  readonly connect: () => Promise<PostgresClient>;
  /** `public` unless told. */
  readonly schema?: string;
  readonly table: string;
  /** A column that is unique and never null, as the primary key: rows are numbered in its order. */
  readonly orderBy: string;
  /** The column of keys. */
  readonly key: string;
  /** Columns that go into the result, in this order. */
  readonly columns: readonly string[];
  /** The column of numbers that a plan sums; needed for that alone. */
  readonly numbers?: string;
  readonly limits?: DuckdbLimits;
};

type Row = readonly (string | null)[];
type Batch = { readonly rows: readonly Row[]; readonly types: readonly number[] };

const rowsAtOnce = 4_096;

/** DuckDB's types of PostgreSQL's, by OID; values of all others stay the text that PostgreSQL prints. */
const types: Readonly<Record<number, string>> = {
  16: 'BOOLEAN',
  20: 'BIGINT',
  21: 'SMALLINT',
  23: 'INTEGER',
  700: 'FLOAT',
  701: 'DOUBLE',
  1082: 'DATE',
  1114: 'TIMESTAMP',
};

/**
 * A source in PostgreSQL, read through a cursor in one read-only snapshot. The result is written by DuckDB (optional peer
 * `@duckdb/node-api`); while that lasts its rows also stand beside it in a file of their own. The table must hold the same keys in the
 * same order when the result is written. Errors: `fusion.bad_source`, `fusion.source_changed`, `fusion.duckdb_missing`.
 */
export function postgresSource(table: PostgresTable): Source {
  const { numbers } = table;
  return {
    state: () => inSnapshot(table, (client) => stateIn(client, table)),
    keys: () => textsIn(table, table.key),
    ...(numbers !== undefined && { numbers: () => textsIn(table, numbers) }),
    write: (selection, path) => inSnapshot(table, (client) => writeRows(client, table, { selection, path })),
  };
}

async function inSnapshot<T>(
  { connect }: PostgresTable,
  work: (client: PostgresClient) => Promise<T>,
): Promise<T> {
  const client = await connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await work(client);
  } finally {
    await client.end();
  }
}

async function stateIn(client: PostgresClient, table: PostgresTable): Promise<string> {
  const row = `ROW(${identifier(table.orderBy)}, ${identifier(table.key)})::text`;
  const { rows } = await client.query(
    `SELECT count(*)::text AS count, coalesce(sum(hashtextextended(${row}, 0)::numeric), 0)::text AS sum FROM ${nameOf(table)}`,
  );
  return `${rows[0]!.count}/${rows[0]!.sum}`;
}

async function* textsIn(
  table: PostgresTable,
  column: string,
): AsyncGenerator<readonly (string | null)[], void> {
  const client = await table.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    let last: string | null = null;
    for await (const { rows } of batches(client, table, [table.orderBy, column])) {
      for (const [place] of rows) {
        if (place === null || place === last) badSource('/orderBy', 'must be unique and never null');
        last = place!;
      }
      yield rows.map(([, text]) => text!);
    }
  } finally {
    await client.end();
  }
}

async function* batches(
  client: PostgresClient,
  table: PostgresTable,
  columns: readonly string[],
): AsyncGenerator<Batch, void> {
  const names = columns.map(identifier).join(', ');
  await client.query(
    `DECLARE rows NO SCROLL CURSOR FOR SELECT ${names} FROM ${nameOf(table)} ORDER BY ${identifier(table.orderBy)}`,
  );
  for (;;) {
    const { rows, fields } = await client.query({
      text: `FETCH ${rowsAtOnce} FROM rows`,
      rowMode: 'array',
      types: { getTypeParser: () => (text: string) => text },
    });
    yield { rows, types: fields.map(({ dataTypeID }) => dataTypeID) };
    if (rows.length < rowsAtOnce) return;
  }
}

async function writeRows(
  client: PostgresClient,
  table: PostgresTable,
  { selection, path }: { selection: Selection; path: string },
): Promise<number> {
  checkResultPath(path);
  const { names } = selection;
  if (names) checkNameColumn(names.column, table.columns);
  if ((await stateIn(client, table)) !== selection.state) sourceChanged();
  const store = `${path}.rows`;
  await rm(store, { force: true });
  try {
    using database = await openDuckdb({ ...table.limits, file: store });
    const columns = [...table.columns, ...(selection.kind === 'left' ? [commonColumn] : [])];
    const texts = columns.map((_, k) => `c${k}`);
    const kept = ['number INTEGER', ...texts.map((name) => `${name} VARCHAR`)].join(', ');
    await database.connection.run(`CREATE TABLE kept (${kept})`);
    const appender = await database.connection.createAppender('kept');
    const oids = await append(appender, batches(client, table, table.columns), selection);
    appender.closeSync();
    const typed = columns.map((name, k) => {
      const type = k < table.columns.length ? (types[oids[k]!] ?? 'VARCHAR') : 'BOOLEAN';
      return `CAST(c${k} AS ${type}) AS ${identifier(name)}`;
    });
    if (!names)
      return await writeResultFile(database, path, { select: `SELECT ${typed.join(', ')} FROM kept` });
    await loadNames(database, names);
    const { column } = names;
    const named = { kept: typed, rows: 'kept', number: 'kept.number', kind: selection.kind, column };
    return await writeResultFile(database, path, { select: namedRows(named) });
  } finally {
    for (const file of [store, `${store}.wal`]) await rm(file, { force: true });
  }
}

/** Appends the rows that stay, as text; returns the columns' types. */
async function append(
  appender: DuckDBAppender,
  from: AsyncIterable<Batch>,
  { kind, common }: Selection,
): Promise<readonly number[]> {
  let row = 0;
  let oids: readonly number[] = [];
  for await (const { rows, types: found } of from) {
    oids = found;
    for (const values of rows) {
      const isCommon = (common[row >> 3]! & (0x80 >> (row & 7))) !== 0;
      row += 1;
      if (kind !== 'left' && isCommon !== (kind === 'inner')) continue;
      appender.appendInteger(row - 1);
      for (const value of values) value === null ? appender.appendNull() : appender.appendVarchar(value);
      if (kind === 'left') appender.appendVarchar(String(isCommon));
      appender.endRow();
    }
    appender.flushSync();
  }
  return oids;
}

function nameOf({ schema = 'public', table }: PostgresTable): string {
  return `${identifier(schema)}.${identifier(table)}`;
}
