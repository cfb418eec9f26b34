import type { DuckDBConnection } from '@duckdb/node-api';
import { FinharborError, fail } from '@finharbor/kernel';
import type { DuckdbLimits } from './limits.ts';

type Library = typeof import('@duckdb/node-api');

/** An open DuckDB of one's own. */
export type Duckdb = Disposable & { readonly connection: DuckDBConnection; readonly library: Library };

/**
 * Opens a DuckDB, in memory unless `file` is given, that loads no extension and needs no network. Errors: `fusion.duckdb_missing` where `@duckdb/node-api`, an optional
 * peer, is not installed.
 */
export async function openDuckdb({
  memoryMb = 512,
  temporary = '',
  file = ':memory:',
}: DuckdbLimits & { readonly file?: string }): Promise<Duckdb> {
  const library = await loaded();
  const instance = await library.DuckDBInstance.create(file, {
    memory_limit: `${memoryMb}MB`,
    temp_directory: temporary,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  return {
    connection,
    library,
    [Symbol.dispose]() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function loaded(): Promise<Library> {
  try {
    return await import('@duckdb/node-api');
  } catch (cause) {
    return fail(
      'fusion.duckdb_missing',
      'Tables in files are read by DuckDB, which is not installed. Run: npm install @duckdb/node-api@1.5.6-r.1',
      cause,
    );
  }
}

/**
 * `fusion.source_unreadable` in place of DuckDB's error. Its messages quote the line they complain about, and that line is about
 * somebody: only its number and the kind of error go on.
 */
export function unreadable(error: unknown): FinharborError {
  if (error instanceof FinharborError) return error;
  const message = error instanceof Error ? error.message : '';
  const kind = /^[A-Z][A-Za-z ]{2,40} Error/.exec(message)?.[0] ?? 'an error';
  const line = /Line: (\d+)/.exec(message)?.[1];
  const where = line === undefined ? '' : ` in line ${line}`;
  return new FinharborError({
    code: 'fusion.source_unreadable',
    publicMessage: `The table cannot be read or written${where} (DuckDB: ${kind}).`,
  });
}
