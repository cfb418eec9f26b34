import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { LogFile } from '../supervisor/log-file.ts';
import { type Account, commandAs, serverEnvironment } from './account.ts';
import type { Binaries } from './binaries.ts';
import { probe } from './connect.ts';
import { startFailed } from './fault.ts';
import { choosePort } from './port.ts';
import { findPostmaster, stopSteps } from './postmaster.ts';

/** What is known when a server is looked for or started. */
export type Situation = {
  readonly data: string;
  readonly account: Account;
  readonly binaries: Binaries;
  readonly logFile: LogFile;
  readonly connection: { readonly user: string; readonly password: string };
  readonly log: (line: string) => void;
  readonly signal: AbortSignal | undefined;
};

/** A server process, ours or taken over. */
export type Server = {
  readonly pid: number;
  readonly port: number;
  readonly ended: Promise<void>;
  stop(mode: 'fast' | 'immediate'): Promise<void>;
};

const pollMs = 5;
const attempts = 5;
const worthAnother = /could not create any TCP\/IP sockets|pre-existing shared memory block/;

// On the command line, so that neither postgresql.conf nor ALTER SYSTEM undoes them.
const fixedSettings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  full_page_writes: 'on',
  // The log must hold no payload: DETAIL and CONTEXT quote rows, the failing statement quotes literals.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_destination: 'stderr',
  logging_collector: 'off',
};

/** Starts a server on `data`; again on another port, or after leftovers of a crash have gone, when that was the trouble. */
export async function launch(situation: Situation & { readonly portFile: string }): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    const port = await choosePort(situation.portFile);
    const child = run(situation, port);
    try {
      const ended = endOf(child);
      await untilReady(situation, port, ended);
      const stop = (mode: 'fast' | 'immediate') => stopChild(child, mode, ended);
      return { pid: child.pid!, port, ended, stop };
    } catch (error) {
      await stopChild(child, 'fast', endOf(child));
      if (attempt === attempts || !worthAnother.test(situation.logFile.tail(6))) throw error;
      // Removes the pid file and ends the processes that a crash left.
      findPostmaster(situation.data);
    }
  }
}

function run(situation: Situation, port: number): ChildProcess {
  const settings = Object.entries({ port: `${port}`, ...fixedSettings });
  const command = commandAs(situation.account, situation.binaries.postgres, [
    '-D',
    situation.data,
    ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  return spawn(command.file, command.args, {
    // A session of its own: Ctrl-C in the terminal must reach the program that decides the order of stopping, not the server.
    detached: true,
    stdio: ['ignore', situation.logFile.descriptor, situation.logFile.descriptor],
    cwd: situation.data,
    env: serverEnvironment,
    ...command.owner,
  });
}

async function untilReady(situation: Situation, port: number, ended: Promise<void>): Promise<void> {
  const { connection, data, logFile, signal } = situation;
  let running = true;
  void ended.then(() => {
    running = false;
  });
  // No bound of its own: recovery takes as long as the log to replay, and the server ends by itself when it cannot.
  while (running) {
    signal?.throwIfAborted();
    const answer = await probe({ ...connection, port, data });
    if (answer === 'ready') return;
    if (answer === 'another_server') break;
    await Promise.race([delay(pollMs), ended]);
  }
  throw startFailed({ code: 'postgres.start_failed', what: 'The database did not start.', logFile });
}

// The child may not be a server yet (unshare runs first), so signals go to it whatever it is.
async function stopChild(
  child: ChildProcess,
  mode: 'fast' | 'immediate',
  ended: Promise<void>,
): Promise<void> {
  for (const [signal, waitMs] of stopSteps(mode)) {
    child.kill(signal);
    const timer = new AbortController();
    const late = delay(waitMs, 'late', { signal: timer.signal }).catch(() => 'late');
    const outcome = await Promise.race([ended, late]);
    timer.abort();
    if (outcome !== 'late') return;
  }
}

function endOf(child: ChildProcess): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (child.exitCode !== null || child.signalCode !== null) resolve();
  child.once('exit', () => resolve());
  child.once('error', () => resolve());
  return promise;
}
