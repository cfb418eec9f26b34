import { extname } from 'node:path';
import type { DuckDBPreparedStatement } from '@duckdb/node-api';
import { writeWholeFile } from '../whole-file.ts';
import { type Duckdb, unreadable } from './duckdb.ts';
import { badSource } from './fault.ts';
import { literal } from './sql.ts';

const formats: Readonly<Record<string, string>> = {
  '.csv': 'FORMAT csv, HEADER',
  '.parquet': 'FORMAT parquet, COMPRESSION zstd',
};

/** Refuses a result that is neither CSV nor Parquet by its name. Errors: `fusion.bad_source`. */
export function checkResultPath(path: string): void {
  if (formats[extname(path)] === undefined) badSource('/result', 'a result is a .csv or a .parquet');
}

/** Writes what `select` gives to a file that appears whole or not at all, and says how many rows it has. */
export function writeResultFile(
  { connection }: Duckdb,
  path: string,
  { select, bind = () => {} }: { select: string; bind?: (statement: DuckDBPreparedStatement) => void },
): Promise<number> {
  return writeWholeFile(path, async (part) => {
    try {
      const statement = await connection.prepare(
        `COPY (${select}) TO ${literal(part)} (${formats[extname(path)]}, USE_TMP_FILE false)`,
      );
      bind(statement);
      return (await statement.run()).rowsChanged;
    } catch (error) {
      throw unreadable(error);
    }
  });
}
