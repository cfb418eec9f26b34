import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Ends every process of a group, the group's leader included. True where there was anything to end. */
export function killGroup(group: number): boolean {
  try {
    return process.kill(-group, 'SIGKILL');
  } catch {
    return false;
  }
}

/**
 * The command lines of what still runs in a group whose leader has ended. Processes that were told to stop get a
 * moment to do so; dead ones that nobody has reaped yet do not count. Linux only: elsewhere nothing is seen.
 */
export async function leftInGroup(group: number, patienceMs: number): Promise<readonly string[]> {
  const deadlineMs = performance.now() + patienceMs;
  let left = membersOf(group);
  while (left.length > 0 && performance.now() < deadlineMs) {
    await delay(20);
    left = membersOf(group);
  }
  return left;
}

function membersOf(group: number): readonly string[] {
  if (process.platform !== 'linux') return [];
  try {
    // Most groups are empty, and asking the kernel is cheaper than reading all of /proc.
    process.kill(-group, 0);
  } catch {
    return [];
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => commandIn(pid, group));
}

function commandIn(pid: string, group: number): readonly string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // After the last parenthesis, because a command's name may hold any character: state, parent, group (proc(5)).
    const [state, , pgrp] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || Number(pgrp) !== group) return [];
    return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || `process ${pid}`];
  } catch {
    return []; // It ended while we looked.
  }
}
