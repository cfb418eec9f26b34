import { readdirSync, readFileSync } from 'node:fs';

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

/**
 * Watches the memory of this process and its descendants; `peakMb` is the largest sum seen, shared pages counted once (PSS).
 * Where the system does not tell, it is this process's own peak.
 */
export function watchMemory(): Disposable & { peakMb(): number } {
  const isLinux = process.platform === 'linux';
  let peak = 0;
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const beganMs = performance.now();
    const sum = processTree(process.pid).reduce((total, pid) => total + proportionalKb(pid), 0);
    peak = Math.max(peak, sum);
    // Each look walks the pages of all, and holds them up: among many large processes it must come less often.
    const tookMs = performance.now() - beganMs;
    timer = setTimeout(look, Math.max(500, tookMs * 50)).unref();
  };
  if (isLinux) timer = setTimeout(look, 500).unref();
  return {
    peakMb: () => (isLinux ? peak : process.resourceUsage().maxRSS) / 1024,
    [Symbol.dispose]: () => clearTimeout(timer),
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

function proportionalKb(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

// A process may end between being listed and being read.
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
