import { sha256 } from '@finharbor/kernel';
import type { ShardQueue } from './queue.ts';

/** What is used of a connected client of `pg`; its session holds the locks, so it is not one out of a pool. */
export type LockingClient = {
  query(
    text: string,
    values: readonly unknown[],
  ): Promise<{ readonly rows: readonly { readonly got?: boolean }[] }>;
};

/**
 * A queue for processes on many machines: whoever works on a shard holds an advisory lock of a PostgreSQL that all of them reach. A
 * process that dies, or loses its connection, gives its shards back. `job` is the same at all of them. Errors: the client's.
 */
export function postgresShardQueue(client: LockingClient, job: string): ShardQueue {
  // A session gets a lock that it holds already once more.
  const mine = new Set<number>();
  return {
    async take(open) {
      for (const shard of open) {
        if (mine.has(shard)) continue;
        mine.add(shard);
        const key = lockOf(job, shard);
        const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS got', [key]);
        const release = async (): Promise<void> => {
          await client.query('SELECT pg_advisory_unlock($1)', [key]);
          mine.delete(shard);
        };
        if (rows[0]?.got) return { shard, release };
        mine.delete(shard);
      }
      return undefined;
    },
  };
}

/** 64 bits, as text: locks of other jobs, and of other uses of the database, are told apart by chance alone. */
function lockOf(job: string, shard: number): string {
  return Buffer.from(sha256(`finharbor/shard\0${job}\0${shard}`))
    .readBigInt64BE()
    .toString();
}
