import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Random, systemRandom } from '@finharbor/kernel';
import { type LogFile, openLogFile } from '../supervisor/log-file.ts';
import { type Account, chooseAccount, ownerOnDisk } from './account.ts';
import { attach } from './attach.ts';
import { installedNative, prepareBinaries } from './binaries.ts';
import { claimData, clusterHome, initializeCluster, superuser } from './cluster.ts';
import { wasShutDown } from './control-file.ts';
import { launch, type Server } from './launch.ts';
import { lockDirectory } from './lock.ts';

/** How the start found the data: none yet, shut down in order, left by a crash and recovered, or a server still running on it. */
export type Recovered = 'fresh' | 'clean' | 'crashed' | 'attached';

/** What `startPostgres` needs; the last three have defaults that suit every program. */
export type PostgresOptions = {
  /** Holds everything: data, log, port. Made when missing. */
  readonly directory: string;
  readonly superuserPassword: string;
  /** Gets a line for a person now and then. */
  readonly log: (line: string) => void;
  /** Ends a start under way. */
  readonly signal?: AbortSignal;
  readonly random?: Random;
  /** Ways to leave root, in the order to try. */
  readonly accounts?: readonly Account[];
  /** Where data goes when root's own folders are closed to the account that serves it. */
  readonly fallbackDirectory?: string;
  /** The folder of PostgreSQL's files; otherwise that of the npm package. */
  readonly native?: string;
};

/** A running PostgreSQL. */
export type Postgres = {
  readonly pid: number;
  readonly port: number;
  readonly recovered: Recovered;
  /** The superuser's address; it never goes to a system. */
  readonly adminUrl: string;
  url(database: string, role?: string, password?: string): string;
  /** Resolves when the server has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Shuts down and waits: `fast` ends sessions and writes a checkpoint, `immediate` leaves recovery to the next start. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
};

/**
 * Starts the embedded PostgreSQL 18 on a folder, or takes over one that a killed program left running there; data is kept.
 * Loopback TCP on a port kept in the folder, scram-sha-256 for everyone, fsync on. Resolves when a query has been answered.
 * Errors: `postgres.directory_in_use`, `.cannot_run_as_root`, `.closed_folder`, `.foreign_data`, `.not_installed`,
 * `.initdb_failed`, `.start_failed`, `.wrong_password`, `.wrong_version`; each says what to do.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const directory = resolve(options.directory);
  mkdirSync(directory, { recursive: true, mode: 0o711 });
  const lock = lockDirectory(directory);
  let logFile: LogFile | undefined;
  try {
    logFile = openLogFile(join(directory, 'postgres.log'));
    const started = await bringUp({ ...options, directory: realpathSync(directory) }, logFile);
    const release = once(() => {
      lock.release();
      logFile?.close();
    });
    return present(started, options.superuserPassword, release);
  } catch (error) {
    lock.release();
    logFile?.close();
    throw error;
  }
}

type Started = { readonly server: Server; readonly recovered: Recovered };

async function bringUp(options: PostgresOptions, logFile: LogFile): Promise<Started> {
  const random = options.random ?? systemRandom;
  const account = chooseAccount(options.accounts);
  const fallback = options.fallbackDirectory ?? '/var/lib/finharbor';
  const home = clusterHome(options.directory, account, { fallback, random, log: options.log });
  const data = join(home, 'data');
  const owner = ownerOnDisk(account);
  const binaries = prepareBinaries(
    options.native ?? installedNative(),
    join(home, 'runtime'),
    account === 'nobody' ? owner : undefined,
  );
  const connection = { user: superuser, password: options.superuserPassword };
  const situation = {
    data,
    account,
    binaries,
    logFile,
    connection,
    log: options.log,
    signal: options.signal,
  };
  const fresh = !existsSync(data);
  if (fresh) {
    options.log('Creating the database …');
    const { superuserPassword, signal } = options;
    await initializeCluster({ home, account, binaries, superuserPassword, random, logFile, signal });
  } else {
    const survivor = await attach(situation);
    if (survivor) return { server: survivor, recovered: 'attached' };
    claimData(data, owner);
  }
  const clean = wasShutDown(data);
  if (!clean) options.log('The database was not shut down in order; recovering …');
  const server = await launch({ ...situation, portFile: join(options.directory, 'port') });
  return { server, recovered: fresh ? 'fresh' : clean ? 'clean' : 'crashed' };
}

function present({ server, recovered }: Started, superuserPassword: string, release: () => void): Postgres {
  const url = (database: string, role: string = superuser, password: string = superuserPassword): string => {
    const credentials = `${encodeURIComponent(role)}:${encodeURIComponent(password)}`;
    return `postgres://${credentials}@127.0.0.1:${server.port}/${encodeURIComponent(database)}`;
  };
  void server.ended.then(release);
  return {
    pid: server.pid,
    port: server.port,
    recovered,
    adminUrl: url('postgres'),
    url,
    ended: server.ended,
    async stop(mode = 'fast'): Promise<void> {
      await server.stop(mode);
      release();
    },
  };
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}
