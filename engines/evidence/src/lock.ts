import { DatabaseSync } from 'node:sqlite';
import { fail } from '@finharbor/kernel';

/** A lock on a folder, held until it is released or its process ends. */
export type Lock = { readonly release: () => void };

/**
 * Takes the lock file or fails at once. SQLite's exclusive lock is the operating system's (fcntl), so a holder that
 * was killed leaves nothing to clean up, and neither process ids nor ages have to be guessed at. Not for network drives.
 * Errors: `evidence.locked`.
 */
export function takeLock(path: string): Lock {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    fail(
      'evidence.locked',
      'Another process has this folder open; stop it first, or open another folder.',
      cause,
    );
  }
  return {
    release: () => {
      if (database.isOpen) database.close();
    },
  };
}
