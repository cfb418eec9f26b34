import type { Pool } from 'pg';
import { readRows, type TextRow } from '../read.ts';
import type { Column } from './columns.ts';
import { csvOf } from './csv.ts';
import { parquetOf } from './parquet.ts';

/** How an export is written. Amounts are exact in both; ids and 128 bits of user data are written as UUIDs, as the tables have them. */
export type ExportFormat = 'csv' | 'parquet';

const chunkRows = 10_000;

/** The rows of a statement as a file, piece by piece; all are of the same moment. Whoever stops reading ends the statement. */
export function fileOf(
  pool: Pool,
  {
    select,
    columns,
    format,
  }: { readonly select: string; readonly columns: readonly Column[]; readonly format: ExportFormat },
): AsyncIterable<Uint8Array> {
  const chunks = readChunks(pool, select);
  return format === 'csv' ? csvOf(columns, chunks) : parquetOf(columns, chunks);
}

async function* readChunks(pool: Pool, select: string): AsyncGenerator<readonly TextRow[]> {
  const client = await pool.connect();
  // A connection that breaks fails the statement that is under way, or the next one.
  const ignore = (): void => {};
  client.on('error', ignore);
  try {
    await client.query('begin read only');
    await client.query(`declare export no scroll cursor for ${select}`);
    for (;;) {
      const rows = await readRows(client, `fetch ${chunkRows} from export`);
      if (rows.length > 0) yield rows;
      if (rows.length < chunkRows) return;
    }
  } finally {
    await client.query('rollback').catch(ignore);
    client.off('error', ignore);
    client.release();
  }
}
