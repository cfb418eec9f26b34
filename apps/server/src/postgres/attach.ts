import { setTimeout as delay } from 'node:timers/promises';
import { codeOf } from '@finharbor/kernel';
import { probe } from './connect.ts';
import type { Server, Situation } from './launch.ts';
import { findPostmaster, isServerOn, runsProgram, stopPostmaster, untilGone } from './postmaster.ts';

const patienceMs = 5_000;
const pollMs = 20;

/**
 * Takes over a server that outlived the program that started it, when it is ours and well: the same program file, the same
 * data folder, and it takes our password. One that is not is stopped, and `undefined` says a new one may start.
 */
export async function attach(situation: Situation): Promise<Server | undefined> {
  const { data, log } = situation;
  const found = findPostmaster(data);
  if (found === undefined) return undefined;
  const { pid, port } = found;
  const current = runsProgram(pid, situation.binaries.postgres);
  if (current && (await answers(situation, pid))) {
    log(`Found the database still running (process ${pid}); using it.`);
    const ended = untilGone(pid, data);
    return { pid, port, ended, stop: (mode) => stopPostmaster(pid, data, mode) };
  }
  log(`Found a database process (${pid}) that cannot be used; stopping it …`);
  await stopPostmaster(pid, data, current ? 'immediate' : 'fast');
  // Removes what a killed server leaves behind.
  findPostmaster(data);
  return undefined;
}

async function answers(situation: Situation, pid: number): Promise<boolean> {
  const { data, connection, signal } = situation;
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += pollMs) {
    signal?.throwIfAborted();
    const now = findPostmaster(data);
    if (now?.pid !== pid || !isServerOn(pid, data) || now.status === 'stopping') return false;
    const answer = now.port > 0 ? await tryProbe({ ...connection, data, port: now.port }) : 'starting';
    if (answer === 'ready') return true;
    if (answer === 'another_server') return false;
    await delay(pollMs);
  }
  return false;
}

async function tryProbe(target: Parameters<typeof probe>[0]): ReturnType<typeof probe> {
  try {
    return await probe(target);
  } catch (error) {
    // Stopping a healthy server over a wrong password would help nobody: say so instead.
    if (codeOf(error) === 'postgres.wrong_password') throw error;
    return 'another_server';
  }
}
