import { finished } from 'node:stream/promises';
import type { Client } from 'pg';
import { from } from 'pg-copy-streams';

/** What is copied, and where to. */
export type Copied = {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: Uint8Array;
};

/** Copies rows in binary format into a table; they are there when it returns, or none is. */
export async function copyIn(client: Client, { table, columns, rows }: Copied): Promise<void> {
  const names = columns.map((column) => `"${column}"`).join(', ');
  const stream = client.query(from(`copy ${table} (${names}) from stdin (format binary)`));
  const done = finished(stream);
  stream.end(rows);
  await done;
}
