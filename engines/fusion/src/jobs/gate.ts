import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileShardQueue } from '../shards/queue.ts';
import type { Seal } from '../shards/seal.ts';
import { operationOf } from './plan.ts';
import { settle, workOnShards } from './shards.ts';
import { type Figures, type JobStore, jobStore } from './store.ts';
import { attempts, type Work } from './work.ts';

/** Where a job with a threshold keeps what it found out of the number of common keys; it is a job of one shard before the job. */
export async function gateStore(
  keys: JobStore,
  { folder, seal, digest }: { readonly folder: string; readonly seal: Seal; readonly digest: string },
): Promise<JobStore> {
  const own = await jobStore(join(folder, 'gate'), seal, `${digest}/gate`);
  return { ...own, folders: { ...own.folders, keys: keys.folders.keys } };
}

/** The work of finding out whether both hold enough keys; undefined where the plan does not ask. */
export function gateOf(job: Work, store: JobStore): Work | undefined {
  const operation = operationOf(job.plan);
  if (operation.kind !== 'rows' || operation.atLeast === undefined) return undefined;
  return { ...job, store, tells: 'figures', protocol: 'ecdh', shards: 1 };
}

/** Finds it out together with the peer, unless both have; a crash makes them count again, as often as the plan allows a shard. */
export async function passGate(gate: Work, signal: AbortSignal | undefined): Promise<Figures> {
  await settle(gate);
  await workOnShards(gate, {
    attempt: attempts(gate),
    queue: fileShardQueue(gate.store.folders.taken, gate.random),
    helps: false,
    pause: () => delay(pauseMs, undefined, signal && { signal }),
    onShard: async () => {},
  });
  return (await figuresIn(gate.store))!;
}

const pauseMs = 200;

/** What was found of all keys together, once it was. */
export async function figuresIn(store: JobStore): Promise<Figures | undefined> {
  const [first] = await store.attempts();
  return first && (await store.result(...first)).figures;
}
