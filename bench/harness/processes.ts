import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** A process and all that descend from it, itself first; on Linux. Elsewhere only itself. */
export function processTree(root: number): readonly number[] {
  const tree = [root];
  const parents = process.platform === 'linux' ? parentsByPid() : new Map<number, number>();
  for (const pid of tree) {
    for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  }
  return tree;
}

/** Kills processes as nothing can refuse; those already gone are passed over. */
export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

const everyMs = 2_000;

/**
 * Watches the memory of this process and its descendants; `peakMb` is the largest sum seen, shared pages counted once (PSS).
 * Where the system does not tell, it is this process's own peak.
 */
export function watchMemory(): Disposable & { peakMb(): number } {
  if (process.platform !== 'linux')
    return { peakMb: () => process.resourceUsage().maxRSS / 1024, [Symbol.dispose]() {} };
  let peak = 0;
  // The kernel takes milliseconds to add up a process's pages: this one's own thread would stand still for as long.
  const look = async (): Promise<void> => {
    const sizes = await Promise.all(processTree(process.pid).map(proportionalKb));
    peak = Math.max(
      peak,
      sizes.reduce((sum, size) => sum + size, 0),
    );
    if (!isOver) timer = setTimeout(look, everyMs).unref();
  };
  let isOver = false;
  let timer = setTimeout(look, everyMs).unref();
  return {
    peakMb: () => peak / 1024,
    [Symbol.dispose]() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}

/** The most memory a process has held; on Linux. Elsewhere there is no telling of another process. */
export function residentPeakMb(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

function parentsByPid(): Map<number, number> {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    // The command in parentheses may itself hold spaces and parentheses.
    const fields = read(`/proc/${name}/stat`).split(') ').at(-1)?.split(' ') ?? [];
    parents.set(Number(name), Number(fields[1] ?? 0));
  }
  return parents;
}

async function proportionalKb(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0);
}

// A process may end between being listed and being read.
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
