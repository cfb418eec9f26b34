import { spawnSync } from 'node:child_process';
import { fail } from '@finharbor/kernel';

/** A user and group by number. */
export type Owner = { readonly uid: number; readonly gid: number };

/** How the server gets an account that is not root's: it is one already, a user namespace says so, or it becomes nobody. */
export type Account = 'self' | 'namespace' | 'nobody';

/** A program and how to spawn it. */
export type Command = {
  readonly file: string;
  readonly args: readonly string[];
  readonly owner?: Owner;
};

/** The account of last resort; by number, so no /etc/passwd is read or written. */
export const nobody: Owner = { uid: 65534, gid: 65534 };

/** Everything the server and its tools see of the environment: messages in English, one time zone, no one's settings. */
export const serverEnvironment: Readonly<Record<string, string>> = {
  PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

const unshare = ['unshare', '--user', '--map-user=65534', '--map-group=65534'] as const;

/**
 * The first of `order` that works here; PostgreSQL refuses to run as root.
 * Errors: `postgres.cannot_run_as_root`, which names what to do.
 */
export function chooseAccount(order: readonly Account[] = ['self', 'namespace', 'nobody']): Account {
  return (
    order.find((account) => works(account)) ??
    fail(
      'postgres.cannot_run_as_root',
      'PostgreSQL does not run as root, and this machine allows root neither a user namespace nor another account. ' +
        'Run the command as an ordinary user (for example: su -s /bin/sh -c "npm start" USER), or set DATABASE_URL.',
    )
  );
}

/** The command that runs `file` under an account. */
export function commandAs(account: Account, file: string, args: readonly string[]): Command {
  if (account === 'namespace') {
    const [program, ...options] = unshare;
    return { file: program, args: [...options, file, ...args] };
  }
  return account === 'nobody' ? { file, args, owner: nobody } : { file, args };
}

/** Who owns, on disk, what the account writes. Inside the namespace root's files are nobody's, so there it stays root. */
export function ownerOnDisk(account: Account): Owner {
  return account === 'nobody' ? nobody : { uid: process.getuid!(), gid: process.getgid!() };
}

/** Whether an account can enter a folder: all of its parents too. */
export function canEnter(owner: Owner, directory: string): boolean {
  return run('/bin/sh', ['-c', 'cd -- "$0"', directory], owner);
}

function works(account: Account): boolean {
  const root = process.getuid!() === 0;
  if (account === 'self') return !root;
  if (!root) return false;
  const [program, ...options] = unshare;
  return account === 'namespace' ? run(program, [...options, 'true']) : run('/bin/sh', ['-c', ':'], nobody);
}

function run(file: string, args: readonly string[], owner?: Owner): boolean {
  return spawnSync(file, args, { stdio: 'ignore', cwd: '/', env: serverEnvironment, ...owner }).status === 0;
}
