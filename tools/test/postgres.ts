import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../apps/server/src/postgres/start.ts';

/** A PostgreSQL of one run's own; disposing of it stops it and deletes its data. */
export type ScratchPostgres = AsyncDisposable & {
  /** The superuser's address. */
  readonly url: string;
};

/** Starts the embedded PostgreSQL on an empty folder in `parent`, otherwise in the system's for temporary ones. Errors: those of `startPostgres`. */
export async function scratchPostgres(
  signal: AbortSignal,
  parent: string = tmpdir(),
): Promise<ScratchPostgres> {
  const directory = mkdtempSync(join(parent, 'finharbor-postgres-'));
  // Where root starts it, the server runs under another account, which has to pass through.
  chmodSync(directory, 0o711);
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  try {
    const superuserPassword = randomBytes(18).toString('base64url');
    const server = await startPostgres({ directory, superuserPassword, log: () => {}, signal });
    return {
      url: server.adminUrl,
      async [Symbol.asyncDispose]() {
        await server.stop('immediate');
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
