import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type FinharborError, fail, type Random } from '@finharbor/kernel';
import type { LogFile } from '../supervisor/log-file.ts';
import { type Account, canEnter, commandAs, type Owner, ownerOnDisk, serverEnvironment } from './account.ts';
import { type Binaries, giveAway } from './binaries.ts';
import { startFailed } from './fault.ts';

/** The superuser every cluster of ours has. */
export const superuser = 'postgres';

/** What `initializeCluster` needs. */
export type Initialization = {
  readonly home: string;
  readonly account: Account;
  readonly binaries: Binaries;
  readonly superuserPassword: string;
  readonly random: Random;
  readonly logFile: LogFile;
  readonly signal: AbortSignal | undefined;
};

// Written to postgresql.conf, where an operator may change them. They suit a machine with 2 cores and 4 GB on an SSD.
const initialSettings: Readonly<Record<string, string>> = {
  max_connections: '100',
  shared_buffers: '128MB',
  effective_cache_size: '1GB',
  random_page_cost: '1.1',
};

/**
 * The folder that holds data and runtime: `<directory>/cluster`. Where the server's account cannot enter it, because a parent
 * is closed (root's home has mode 700), that name is a link to a folder of its own under `fallback`.
 */
export function clusterHome(directory: string, account: Account, place: Place): string {
  const home = join(directory, 'cluster');
  const owner = ownerOnDisk(account);
  if (!existsSync(home)) mkdirSync(home, { mode: 0o711 });
  const real = realpathSync(home);
  if (account !== 'nobody' || canEnter(owner, real)) return real;
  if (lstatSync(home).isSymbolicLink() || existsSync(join(home, 'data'))) closed(real);
  mkdirSync(place.fallback, { recursive: true, mode: 0o711 });
  const elsewhere = join(place.fallback, Buffer.from(place.random.bytes(8)).toString('hex'));
  mkdirSync(elsewhere, { mode: 0o711 });
  if (!canEnter(owner, elsewhere)) closed(elsewhere);
  rmSync(home, { recursive: true });
  symlinkSync(elsewhere, home);
  place.log(`${directory} is closed to the account PostgreSQL runs under, so its data goes to ${elsewhere}.`);
  return elsewhere;
}

/** Where a cluster goes that cannot be where it was asked for. */
export type Place = {
  readonly fallback: string;
  readonly random: Random;
  readonly log: (line: string) => void;
};

/** Makes a data folder belong to the account, as after a change from one way of leaving root to another. */
export function claimData(data: string, owner: Owner): void {
  const found = lstatSync(data);
  if (found.uid === owner.uid) return;
  if (process.getuid!() !== 0) {
    fail(
      'postgres.foreign_data',
      `${data} belongs to user ${found.uid}. Run as that user, or give it to this one: chown -R ${owner.uid} ${data}`,
    );
  }
  giveAway(data, owner);
}

/**
 * Makes the data folder: checksums on, UTF-8 with the builtin C.UTF-8 locale (the same order on every machine), password
 * authentication for every connection. It is made under another name and renamed when on disk, so `data` is whole or absent.
 */
export async function initializeCluster(options: Initialization): Promise<void> {
  const { home, random } = options;
  for (const name of readdirSync(home)) {
    if (name.startsWith('data.new'))
      rmSync(join(home, name), { recursive: true, force: true, maxRetries: 5 });
  }
  const draft = join(home, `data.new.${Buffer.from(random.bytes(6)).toString('hex')}`);
  const passwordFile = `${draft}.password`;
  const owner = ownerOnDisk(options.account);
  try {
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(passwordFile, `${options.superuserPassword}\n`, { mode: 0o600, flag: 'wx' });
    for (const path of [draft, passwordFile]) chownSync(path, owner.uid, owner.gid);
    await runInitdb(options, draft, passwordFile);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, join(home, 'data'));
  syncDirectory(home);
}

async function runInitdb(options: Initialization, data: string, passwordFile: string): Promise<void> {
  const command = commandAs(options.account, options.binaries.initdb, [
    `--pgdata=${data}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--data-checksums',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--text-search-config=simple',
    '--no-instructions',
    // One syncfs call instead of an fsync for each of a thousand files: as durable, and 0.2 s of the 1.0 s that initdb takes.
    // Nothing else helped: probing limits, time zone, segment size and shared memory are all within the noise.
    ...(process.platform === 'linux' ? ['--sync-method=syncfs'] : []),
    ...Object.entries(initialSettings).map(([name, value]) => `--set=${name}=${value}`),
  ]);
  const child = spawn(command.file, command.args, {
    stdio: ['ignore', options.logFile.descriptor, options.logFile.descriptor],
    cwd: options.home,
    env: serverEnvironment,
    ...command.owner,
    ...(options.signal && { signal: options.signal, killSignal: 'SIGTERM' as const }),
  });
  const [code] = (await once(child, 'exit').catch((error: unknown) => {
    options.signal?.throwIfAborted();
    throw initdbFailed(options.logFile, error);
  })) as [number | null];
  if (code !== 0) throw initdbFailed(options.logFile);
}

function initdbFailed(logFile: LogFile, cause?: unknown): FinharborError {
  return startFailed({
    code: 'postgres.initdb_failed',
    what: 'The database could not be created.',
    logFile,
    cause,
  });
}

function syncDirectory(path: string): void {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

function closed(path: string): never {
  return fail(
    'postgres.closed_folder',
    `${path} cannot be entered by user 65534, which runs PostgreSQL for root. Open its parent folders (chmod o+x), choose another folder, or run as an ordinary user.`,
  );
}
