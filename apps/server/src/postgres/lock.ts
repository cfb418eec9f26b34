import { readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  const release = (): void => {
    rmSync(holder, { force: true });
    database.close();
  };
  return { release };
}

// Between taking the lock and writing its pid a holder has no name yet, or that of one that was killed.
function readHolder(path: string): string {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    return isAlive(pid) ? `${pid}` : '(just starting)';
  } catch {
    return '(just starting)';
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
