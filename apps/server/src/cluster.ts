import { join } from 'node:path';
import { systemRandom } from '@finharbor/kernel';
import { privateFolder } from './files.ts';
import { secretFile } from './postgres/secret.ts';
import { startPostgres } from './postgres/start.ts';

/** The PostgreSQL a harbor runs on: its own, or one it was given. */
export type Cluster = {
  /** A superuser's address; it goes to no system. */
  readonly adminUrl: string;
  readonly stop: (mode?: 'fast' | 'immediate') => Promise<void>;
};

/** How a cluster is had. */
export type ClusterOptions = {
  readonly home: string;
  readonly databaseUrl: string | undefined;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
};

/** Uses the given cluster, or starts the embedded one and starts it again should somebody kill it. */
export async function openCluster({ home, databaseUrl, log, signal }: ClusterOptions): Promise<Cluster> {
  if (databaseUrl !== undefined) return { adminUrl: databaseUrl, stop: async () => {} };
  log('Starting PostgreSQL …');
  privateFolder(home);
  const superuserPassword = secretFile(join(home, 'postgres.password'), systemRandom);
  const options = { directory: join(home, 'postgres'), superuserPassword, log, signal };
  let starting = startPostgres(options);
  const { adminUrl } = await starting;
  let stopping = false;
  const watch = async (): Promise<void> => {
    for (;;) {
      await (await starting).ended;
      if (stopping) return;
      log('PostgreSQL has ended; starting it again …');
      starting = startPostgres(options);
    }
  };
  watch().catch((error: Error) => log(error.message));
  return {
    adminUrl,
    async stop(mode) {
      stopping = true;
      // One that is just starting again is waited for, or it would be left running.
      const postgres = await starting.catch(() => undefined);
      await postgres?.stop(mode);
    },
  };
}
