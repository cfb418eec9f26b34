import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Random } from '@finharbor/kernel';

/** A shard this process works on until it gives it back. */
export type TakenShard = { readonly shard: number; readonly release: () => Promise<void> };

/**
 * Hands out shards, each to one of a party's processes at a time; a task queue can stand behind it. It only saves work: were a shard
 * given out twice, the two sides would keep different attempts of it, notice, and do it once more.
 */
export type ShardQueue = {
  /** One of the open shards, or undefined while others work on all of them. */
  readonly take: (open: readonly number[]) => Promise<TakenShard | undefined>;
};

/**
 * A queue for processes of one machine, in a folder: whoever takes a shard leaves a file with its process's number, and has the
 * shard if it finds no living other's. Files of the dead count for nothing, so a killed process gives its shards back.
 */
export function fileShardQueue(folder: string, random: Random): ShardQueue {
  const mine = [hostname(), Buffer.from(random.bytes(8)).toString('hex'), process.pid].join(' ');
  const take = async (shard: number): Promise<TakenShard | undefined> => {
    const place = join(folder, String(shard).padStart(4, '0'));
    await mkdir(place, { recursive: true, mode: 0o700 });
    if (!(await left(join(place, mine)))) return undefined;
    const release = (): Promise<void> => rm(join(place, mine), { force: true });
    const others = (await readdir(place)).filter((name) => name !== mine);
    const dead = others.filter((name) => !isAlive(name));
    for (const name of dead) await rm(join(place, name), { force: true });
    if (dead.length === others.length) return { shard, release };
    await release();
    return undefined;
  };
  return {
    async take(open) {
      for (const shard of open) {
        const taken = await take(shard);
        if (taken) return taken;
      }
      return undefined;
    },
  };
}

/** False for a shard that this very queue has given out and not got back. */
async function left(path: string): Promise<boolean> {
  try {
    await writeFile(path, '', { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** A process of another machine may be alive for all this one knows. */
function isAlive(name: string): boolean {
  const [host, , pid] = name.split(' ');
  if (host !== hostname()) return true;
  try {
    return process.kill(Number(pid), 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
