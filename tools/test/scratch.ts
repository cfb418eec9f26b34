import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { availableMemory } from 'node:process';

/** A folder for the temporary files of one run; disposing of it deletes it. */
export type Scratch = Disposable & { readonly path: string };

const memoryDisk = '/dev/shm';
const plentyBytes = 8 * 2 ** 30;
const prefix = 'finharbor-tests-';

/**
 * Makes the folder in memory where the machine has plenty and lets programs run from there, as a database of root's has to: a run makes
 * some twenty databases, and waits for a disk longer than it computes. No test is about the loss of power. Elsewhere, the system's folder.
 */
export function openScratch(): Scratch {
  const parent = isRoomy() ? memoryDisk : tmpdir();
  sweep(parent);
  const path = join(parent, `${prefix}${process.pid}`);
  mkdirSync(path);
  // Programs that root's tests start under another account pass through.
  chmodSync(path, 0o1777);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

function isRoomy(): boolean {
  if (!existsSync(memoryDisk)) return false;
  const { bavail, bsize } = statfsSync(memoryDisk);
  return Math.min(bavail * bsize, availableMemory()) >= plentyBytes && runsPrograms(memoryDisk);
}

function runsPrograms(folder: string): boolean {
  const program = join(folder, `${prefix}${process.pid}.sh`);
  try {
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o700 });
    return spawnSync(program).status === 0;
  } catch {
    return false;
  } finally {
    rmSync(program, { force: true });
  }
}

/** Deletes what runs left that were killed. */
function sweep(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = Number(name.slice(prefix.length));
    if (!name.startsWith(prefix) || !(pid > 0) || isAlive(pid)) continue;
    try {
      rmSync(join(parent, name), { recursive: true, force: true });
    } catch {
      // Another user's, who has to do it.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
