import { fail } from '@finharbor/kernel';
import type { ShardQueue } from '../shards/queue.ts';
import { receiveBytes, sendBytes } from '../shares/network.ts';
import { exchangeAttempts } from './agree.ts';
import { type Attempt, leads, nonceBytes, type Work } from './work.ts';

/** How a process takes part in the work on shards. */
export type Working = {
  readonly attempt: Attempt;
  /** The leader's. */
  readonly queue: ShardQueue;
  /** One channel of a job sees to its end; any others help until nothing is left to take. */
  readonly helps: boolean;
  /** Waits before it looks again for what others have finished. */
  readonly pause: () => Promise<void>;
  readonly onShard: () => Promise<void>;
};

/** Stands for a shard where there is none left. */
const none = 0xffff_ffff;

/** Works on shards until there are none left; the job's main channel until both sides have all of them, of the same attempts. */
export function workOnShards(work: Work, working: Working): Promise<void> {
  return leads(work) ? lead(work, working) : follow(work, working);
}

async function lead(work: Work, working: Working): Promise<void> {
  const { store, shards } = work;
  const { queue, helps, pause } = working;
  for (;;) {
    const finished = await store.attempts();
    const open = Array.from({ length: shards }, (_, shard) => shard).filter((shard) => !finished.has(shard));
    if (open.length === 0) {
      await order(work, none);
      if (helps || (await settle(work))) return;
      continue;
    }
    const taken = await queue.take(open);
    if (taken) {
      try {
        // Another process may have finished it since.
        if (!(await store.attempts()).has(taken.shard)) await begin(work, working, taken.shard);
      } finally {
        await taken.release();
      }
    } else if (helps) {
      await order(work, none);
      return;
    } else await pause();
  }
}

async function begin(work: Work, { attempt, onShard }: Working, shard: number): Promise<void> {
  const leader = await order(work, shard);
  const follower = await receiveBytes(work.channel, 'job/ready', nonceBytes);
  await attempt(shard, { leader, follower });
  await onShard();
}

async function order({ channel, random }: Work, shard: number): Promise<Uint8Array> {
  const nonce = random.bytes(nonceBytes);
  const message = Buffer.alloc(4 + nonceBytes);
  message.writeUInt32LE(shard);
  message.set(nonce, 4);
  await sendBytes(channel, 'job/shard', message);
  return nonce;
}

async function follow(work: Work, { attempt, helps, onShard }: Working): Promise<void> {
  const { channel, shards, random } = work;
  for (;;) {
    const message = Buffer.from(await receiveBytes(channel, 'job/shard', 4 + nonceBytes));
    const shard = message.readUInt32LE();
    if (shard === none) {
      if (helps || (await settle(work))) return;
      continue;
    }
    if (shard >= shards)
      fail('fusion.malformed_message', `${channel.peer} asks for a shard that there is not.`);
    const follower = random.bytes(nonceBytes);
    await sendBytes(channel, 'job/ready', follower);
    await attempt(shard, { leader: new Uint8Array(message.subarray(4)), follower });
    await onShard();
  }
}

/**
 * Compares which attempts finished the shards, and forgets those that only one side has or that differ: they are done once more.
 * Returns whether nothing is left to do.
 */
export async function settle({ channel, store, shards }: Work): Promise<boolean> {
  const own = await store.attempts();
  const theirs = await exchangeAttempts(channel, own, shards);
  let agreed = 0;
  for (const [shard, attempt] of own) {
    if (theirs.get(shard) === attempt) agreed += 1;
    else await store.forget(shard);
  }
  return agreed === shards;
}
