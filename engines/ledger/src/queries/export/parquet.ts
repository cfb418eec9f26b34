import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { TextRow } from '../read.ts';
import { type Column, parquetColumns } from './columns.ts';

/** Rows as a Parquet file, of which each chunk becomes a row group. */
export async function* parquetOf(
  columns: readonly Column[],
  chunks: AsyncIterable<readonly TextRow[]>,
): AsyncGenerator<Uint8Array> {
  const sources = columns.flatMap((column, k) =>
    parquetColumns(column).map((parquet) => ({ ...parquet, from: k })),
  );
  const writer = new ByteWriter();
  const root = { name: 'root', num_children: sources.length };
  const file = new ParquetWriter({ writer, schema: [root, ...sources.map(({ element }) => element)] });
  for await (const rows of chunks) {
    const columnData = sources.map(({ element, value, from }) => ({
      name: element.name,
      data: rows.map((row) => {
        const text = row[from];
        return text === null || text === undefined ? null : value(text);
      }),
    }));
    await file.write({ columnData, rowGroupSize: rows.length });
    yield taken(writer);
  }
  await file.finish();
  yield taken(writer);
}

/** What was written since the last time. */
function taken(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}
