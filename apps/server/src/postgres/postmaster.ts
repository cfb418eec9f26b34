import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { serverEnvironment } from './account.ts';

/** A server that is alive on a data folder, as its `postmaster.pid` tells. */
export type Postmaster = {
  readonly pid: number;
  readonly port: number;
  /** `ready`, `starting`, `stopping`, or empty while it has not said. */
  readonly status: string;
};

const pollMs = 10;
const fastStopMs = 60_000;
const immediateStopMs = 5_000;

/** The server running on `data`, if there is one; a pid file whose process is gone, or is something else, is removed. */
export function findPostmaster(data: string): Postmaster | undefined {
  const path = join(data, 'postmaster.pid');
  const lines = readLines(path);
  if (lines === undefined) return undefined;
  const pid = Number(lines[0]);
  // A single-user server (initdb's) writes its pid negated.
  if (Number.isInteger(pid) && isServerOn(Math.abs(pid), data)) {
    return { pid: Math.abs(pid), port: Number(lines[3] ?? 0), status: (lines[7] ?? '').trim() };
  }
  killStrays(data);
  rmSync(path, { force: true });
  return undefined;
}

/** Whether `pid` is a PostgreSQL process of this data folder, alive; a pid used again by another program is not. */
export function isServerOn(pid: number, data: string): boolean {
  if (process.platform !== 'linux') return commandOf(pid).includes(data);
  try {
    // A zombie has no working folder, so it counts as gone even where nobody reaps it.
    return readlinkSync(`/proc/${pid}/cwd`) === data && basename(programOf(pid)) === 'postgres';
  } catch {
    return false;
  }
}

/** Whether the server runs this very file, not one that an update has replaced since. */
export function runsProgram(pid: number, program: string): boolean {
  if (process.platform !== 'linux') return commandOf(pid).startsWith(program);
  try {
    return readlinkSync(`/proc/${pid}/exe`) === program;
  } catch {
    return false;
  }
}

/** Signals that stop a server and how long to wait after each: fast, then immediate, then killed; none loses a commit. */
export function stopSteps(mode: 'fast' | 'immediate'): readonly (readonly [NodeJS.Signals, number])[] {
  const immediate = [
    ['SIGQUIT', immediateStopMs],
    ['SIGKILL', immediateStopMs],
  ] as const;
  return mode === 'fast' ? [['SIGINT', fastStopMs], ...immediate] : immediate;
}

/** Stops a server and returns when it is gone. */
export async function stopPostmaster(pid: number, data: string, mode: 'fast' | 'immediate'): Promise<void> {
  for (const [signal, waitMs] of stopSteps(mode)) {
    send(pid, signal, data);
    if (await goneWithin(pid, data, waitMs)) return;
  }
  throw new Error(`PostgreSQL process ${pid} on ${data} does not end, even when killed.`);
}

/** Resolves when the server has ended; for one that is not our child. */
export async function untilGone(pid: number, data: string): Promise<void> {
  while (isServerOn(pid, data)) await delay(250, undefined, { ref: false });
}

async function goneWithin(pid: number, data: string, waitMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < waitMs; waitedMs += pollMs) {
    if (!isServerOn(pid, data)) return true;
    await delay(pollMs);
  }
  return false;
}

// Backends outlive a killed postmaster until they notice; the next one cannot start while one holds the shared memory.
// Killing them is safe: without a postmaster they can only end, and what they committed is in the write-ahead log.
function killStrays(data: string): void {
  if (process.platform !== 'linux') return;
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (pid > 0 && isServerOn(pid, data)) send(pid, 'SIGKILL', data);
  }
}

function send(pid: number, signal: NodeJS.Signals, data: string): void {
  try {
    if (isServerOn(pid, data)) process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function programOf(pid: number): string {
  return readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, '');
}

function commandOf(pid: number): string {
  const done = spawnSync('ps', ['-o', 'command=', '-p', `${pid}`], {
    encoding: 'utf8',
    env: serverEnvironment,
  });
  return done.status === 0 ? done.stdout.trim() : '';
}

function readLines(path: string): readonly string[] | undefined {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
