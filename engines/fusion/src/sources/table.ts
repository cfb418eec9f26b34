import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { type CsvText, openCsvText } from './csv-text.ts';
import { type Duckdb, openDuckdb, unreadable } from './duckdb.ts';
import { badSource, sourceChanged } from './fault.ts';
import type { DuckdbLimits } from './limits.ts';
import { checkNameColumn, loadNames, namedRows } from './names.ts';
import { checkResultPath, writeResultFile } from './result-file.ts';
import { commonColumn, type Selection, type Source } from './source.ts';
import { identifier, literal } from './sql.ts';

/** A table in a file: CSV with a header (RFC 4180, in UTF-8, GB 18030, or UTF-16 with its mark; every cell is text), Parquet, JSON, or a table of a DuckDB database. */
export type FileTable = {
  /** What it is follows from the ending: .csv, .parquet, .json, .jsonl, .ndjson; .duckdb and .db need `table`. */
  readonly path: string;
  readonly table?: string;
  /** The column of keys. */
  readonly key: string;
  /** Columns that go into the result, in this order; the key is none unless it is named. */
  readonly columns: readonly string[];
  /** The column of numbers that a plan sums; needed for that alone. */
  readonly numbers?: string;
  readonly limits?: DuckdbLimits;
};

const readers: Readonly<Record<string, (path: string) => string>> = {
  '.csv': (path) =>
    `read_csv(${path}, all_varchar = true, header = true, delim = ',', quote = '"', escape = '"')`,
  '.parquet': (path) => `read_parquet(${path})`,
  '.json': (path) => `read_json(${path})`,
  '.jsonl': (path) => `read_json(${path})`,
  '.ndjson': (path) => `read_json(${path})`,
};
const databases = ['.duckdb', '.db'];

/** DuckDB hands out texts of up to 12 bytes without a call each, which is half the time; longer keys come in two parts. */
const inlined = 12;

/**
 * A source that DuckDB reads; the optional peer `@duckdb/node-api` must be installed. The file must stay as it is from the reading
 * of its keys to the writing of the result. Errors: `fusion.bad_source`, `fusion.duckdb_missing`, `fusion.source_unreadable`.
 */
export function fileSource(table: FileTable): Source {
  const { numbers } = table;
  return {
    state: () => stateOf(table.path),
    keys: () => textsIn(table, table.key),
    ...(numbers !== undefined && { numbers: () => textsIn(table, numbers) }),
    write: (selection, path) => writeRows(table, selection, path),
  };
}

async function stateOf(path: string): Promise<string> {
  if (/[*?[]/.test(path)) return badSource('/path', 'must be one file, without * ? [ in its name');
  try {
    const { size, mtimeNs, ino } = await stat(path, { bigint: true });
    return [size, mtimeNs, ino].join('/');
  } catch {
    return badSource('/path', 'there is no such file');
  }
}

async function* textsIn(table: FileTable, column: string): AsyncGenerator<readonly (string | null)[], void> {
  await using file = await readableFile(table);
  using database = await openDuckdb(table.limits ?? {});
  try {
    const from = await relation(database, table, file.path);
    const text = `CAST(${identifier(column)} AS VARCHAR)`;
    const result = await database.connection.stream(
      `SELECT left(${text}, ${inlined}), substr(${text}, ${inlined + 1}) FROM ${from}`,
    );
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) return;
      const [starts, rests] = [chunk.getColumnVector(0), chunk.getColumnVector(1)];
      yield Array.from({ length: chunk.rowCount }, (_, row) => {
        const start = starts.getItem(row) as string | null;
        return start === null || start.length < inlined ? start : start + (rests.getItem(row) as string);
      });
    }
  } catch (error) {
    throw unreadable(error);
  }
}

async function writeRows(table: FileTable, selection: Selection, path: string): Promise<number> {
  checkResultPath(path);
  if (selection.names) checkNameColumn(selection.names.column, table.columns);
  if ((await stateOf(table.path)) !== selection.state) sourceChanged();
  await using file = await readableFile(table);
  using database = await openDuckdb(table.limits ?? {});
  const { BIT, DuckDBBitValue } = database.library;
  // The first byte counts bits of padding; there are none, for the bits come in whole bytes.
  const bits = new Uint8Array(1 + selection.common.length);
  bits.set(selection.common, 1);
  const from = await relation(database, table, file.path);
  if (selection.names) await loadNames(database, selection.names);
  return await writeResultFile(database, path, {
    select: selecting(table, selection, from),
    bind: (statement) => statement.bind([new DuckDBBitValue(bits)], [BIT]),
  });
}

/** The rows that stay, in the table's order unless they are named. */
function selecting({ columns }: FileTable, { kind, names }: Selection, from: string): string {
  const taken = [...columns, names?.column ?? ''];
  const [flag, number] = ['common', 'number'].map((name) => identifier(freeName(name, taken)));
  const own = columns.map(identifier);
  const numbered = `SELECT ${[...own, ''].join(', ')} (row_number() OVER () - 1)::INTEGER AS ${number}, get_bit($1::BIT, ${number}) = 1 AS ${flag} FROM ${from}`;
  const chosen = { left: '', inner: ` WHERE ${flag}`, anti: ` WHERE NOT ${flag}` }[kind];
  const rows = `(FROM (${numbered})${chosen}) own`;
  const kept = columns.map((name) => `own.${identifier(name)}`);
  if (kind === 'left') kept.push(`own.${flag} AS ${identifier(commonColumn)}`);
  return names
    ? namedRows({ kept, rows, number: `own.${number}`, kind, column: names.column })
    : `SELECT ${kept.join(', ')} FROM ${rows}`;
}

/** DuckDB does not tell names apart by case. */
function freeName(wanted: string, columns: readonly string[]): string {
  const taken = new Set(columns.map((name) => name.toLowerCase()));
  let name = wanted;
  while (taken.has(name)) name += '_';
  return name;
}

/** A CSV in UTF-8, everything else as it is. */
async function readableFile({ path, limits }: FileTable): Promise<CsvText> {
  await stateOf(path);
  if (extname(path).toLowerCase() === '.csv') return openCsvText(path, limits?.temporary);
  return { path, async [Symbol.asyncDispose]() {} };
}

/** What stands after FROM, once it is known to have the columns asked for. */
async function relation({ connection }: Duckdb, table: FileTable, path: string): Promise<string> {
  const { key, columns, numbers } = table;
  const ending = extname(table.path).toLowerCase();
  const isDatabase = databases.includes(ending);
  if (isDatabase && table.table === undefined) badSource('/table', 'a database has many tables; name one');
  const reader = isDatabase ? undefined : (readers[ending] ?? badSource('/path', 'an unknown kind of file'));
  try {
    if (isDatabase) await connection.run(`ATTACH ${literal(path)} AS source (READ_ONLY)`);
    const from = reader?.(literal(path)) ?? `source.${identifier(table.table!)}`;
    const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${from}`);
    const known = new Set(described.getRows().map(([name]) => name));
    if (!known.has(key)) badSource('/key', 'the table has no such column');
    if (numbers !== undefined && !known.has(numbers)) badSource('/numbers', 'the table has no such column');
    for (const [k, name] of columns.entries())
      if (!known.has(name)) badSource(`/columns/${k}`, 'the table has no such column');
    if (columns.length === 0) badSource('/columns', 'at least one');
    if (columns.some((name) => name.toLowerCase() === commonColumn))
      badSource('/columns', `${commonColumn} is what a left join adds`);
    return from;
  } catch (error) {
    throw unreadable(error);
  }
}
