import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fail, sha256 } from '@finharbor/kernel';
import { openFile } from './file.ts';
import type { Source } from './port.ts';

/** A value of a row; null is an empty field. */
export type Cell = string | number | bigint | boolean | null;
/** What a query yields. Rows are taken no faster than they are written. */
export type Rows = {
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>;
};

/** How data sets are queried. */
export type RowsOptions = {
  /** A folder of this source's own, for the files of transfers under way. */
  readonly folder: string;
  /** The rows of a data set; undefined where there is none. */
  readonly query: (datasetId: string) => Promise<Rows | undefined>;
};

const batchCharacters = 1 << 16;

/**
 * Data sets that are queries, as CSV (RFC 4180, UTF-8 with neither mark nor guard against spreadsheets: programs read it). How long the
 * text gets is not known before: it is written to a file first, once for each transfer, which so sees one and the same state.
 */
export function rowsSource({ folder, query }: RowsOptions): Source {
  const pathOf = (transferId: string): string =>
    join(folder, `${Buffer.from(sha256(transferId)).toString('hex')}.csv`);
  return {
    open: async ({ datasetId, transferId }) => {
      const path = pathOf(transferId);
      if (!(await stat(path).catch(() => undefined))) {
        const rows = await query(datasetId);
        if (!rows) fail('planes.not_found', 'There is no such data set.');
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await spool(rows, path);
      }
      return openFile(path, 'text/csv; charset=utf-8; header=present');
    },
    release: async ({ transferId }) => {
      const path = pathOf(transferId);
      await rm(path, { force: true });
      await rm(`${path}.part`, { force: true });
    },
  };
}

async function spool(rows: Rows, path: string): Promise<void> {
  const part = `${path}.part`;
  const file = await open(part, 'w', 0o600);
  await pipeline(csvOf(rows), file.createWriteStream({ flush: true }));
  // Only what is whole has the name.
  await rename(part, path);
}

async function* csvOf({ columns, rows }: Rows): AsyncGenerator<string> {
  let text = lineOf(columns);
  for await (const row of rows) {
    if (row.length !== columns.length)
      fail('planes.bad_row', 'A row has not as many cells as there are columns.');
    text += lineOf(row);
    if (text.length < batchCharacters) continue;
    yield text;
    text = '';
  }
  yield text;
}

function lineOf(cells: readonly Cell[]): string {
  return `${cells.map(fieldOf).join(',')}\r\n`;
}

function fieldOf(cell: Cell): string {
  if (cell === null) return '';
  const text = String(cell);
  // An empty text is quoted, so that it is not a null.
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
