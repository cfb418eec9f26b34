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
 * Ends every process of a group and all that its leader, which still runs, has started beside it: a database server leads a group of its
 * own, so that Ctrl-C does not reach it. Linux only: elsewhere the group alone.
 */
export function killFamily(leader: number): void {
  const family = process.platform === 'linux' ? descendantsOf(leader) : [];
  killGroup(leader);
  for (const pid of family)
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It belonged to the group.
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
  return running()
    .filter((one) => one.group === group)
    .flatMap(({ pid }) => commandOf(pid));
}

function descendantsOf(leader: number): readonly number[] {
  const all = running();
  const family = new Set([leader]);
  // A parent's number may be larger than its child's, so one pass is not enough.
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return [...family];
}

type Running = { readonly pid: number; readonly parent: number; readonly group: number };

/** Every process but the dead ones that nobody has reaped yet. */
function running(): readonly Running[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        // After the last parenthesis, because a command's name may hold any character: state, parent, group (proc(5)).
        const [state, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return state === 'Z' ? [] : [{ pid: Number(name), parent: Number(parent), group: Number(group) }];
      } catch {
        return []; // It ended while we looked.
      }
    });
}

function commandOf(pid: number): readonly string[] {
  try {
    return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || `process ${pid}`];
  } catch {
    return [];
  }
}
