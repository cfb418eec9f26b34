import { type Duckdb, unreadable } from './duckdb.ts';
import { badSource } from './fault.ts';
import { commonColumn, type RowNames, type Selection } from './source.ts';
import { identifier } from './sql.ts';

const nameBytes = 16;
const table = 'names_of_rows';

/** Refuses a column for names that would be there twice. Errors: `fusion.bad_source`. */
export function checkNameColumn(column: string, columns: readonly string[]): void {
  const taken = [...columns, commonColumn].map((name) => name.toLowerCase());
  if (taken.includes(column.toLowerCase()))
    badSource('/columns', `${column} is what the plan calls the names of rows`);
}

/** Puts names where `namedRows` finds them: as UUIDs, which take half of what text would. Errors: `fusion.source_unreadable`. */
export async function loadNames({ connection, library }: Duckdb, { all }: RowNames): Promise<void> {
  try {
    await connection.run(`CREATE TEMP TABLE ${table} (number INTEGER, name UUID)`);
    const appender = await connection.createAppender(table);
    for await (const { rows, names } of all()) {
      const view = new DataView(names.buffer, names.byteOffset, names.length);
      for (const [k, row] of rows.entries()) {
        const high = view.getBigUint64(nameBytes * k);
        appender.appendInteger(row);
        appender.appendUUID(
          library.DuckDBUUIDValue.fromUint128((high << 64n) | view.getBigUint64(nameBytes * k + 8)),
        );
        appender.endRow();
      }
      appender.flushSync();
    }
    appender.closeSync();
  } catch (error) {
    throw unreadable(error);
  }
}

/** Selects `kept` and the name beside it: an inner join in the order of names, everything else in the table's. */
export function namedRows(of: {
  readonly kept: readonly string[];
  /** What stands after FROM. */
  readonly rows: string;
  /** Of a row, counted from 0. */
  readonly number: string;
  readonly kind: Selection['kind'];
  readonly column: string;
}): string {
  const columns = [...of.kept, `${table}.name AS ${identifier(of.column)}`].join(', ');
  const order = of.kind === 'inner' ? `${table}.name, ${of.number}` : of.number;
  return `SELECT ${columns} FROM ${of.rows} LEFT JOIN ${table} ON ${of.number} = ${table}.number ORDER BY ${order}`;
}
