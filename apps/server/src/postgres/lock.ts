import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FinharborError } from '@finharbor/kernel';

const sqliteBusy = 5;

/**
 * Holds a folder for this process until `release` or the process's end, however it ends: the lock is the kernel's (SQLite's
 * on an empty file), so none is ever left behind. Errors: `postgres.directory_in_use`, naming the holder's pid.
 */
export function lockDirectory(directory: string): { release(): void } {
  const holder = join(directory, 'starter.pid');
  const database = new DatabaseSync(join(directory, 'starter.lock'));
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    if ((cause as { errcode?: number }).errcode !== sqliteBusy) throw cause;
    throw new FinharborError({
      code: 'postgres.directory_in_use',
      publicMessage: `Process ${readHolder(holder)} already runs the database in ${directory}. Stop it, or choose another folder.`,
      cause,
    });
  }
  writeFileSync(holder, `${process.pid}\n`);
  return { release: () => database.close() };
}

function readHolder(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim() || '(just starting)';
  } catch {
    return '(just starting)';
  }
}
