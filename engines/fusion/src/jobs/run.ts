import { setTimeout as delay } from 'node:timers/promises';
import { FinharborError, fail, type Random } from '@finharbor/kernel';
import type { Channel, Traffic } from '@finharbor/link';
import type { Mesh } from '../mesh.ts';
import { planDigest } from '../scorecard/plan.ts';
import { partitionsFor } from '../shards/layout.ts';
import { fileShardQueue, type ShardQueue } from '../shards/queue.ts';
import type { Seal } from '../shards/seal.ts';
import { endTogether } from '../shares/network.ts';
import type { Source } from '../sources/source.ts';
import { agreeOnHashKey, exchangeTables, halfBytes, type PeerTable } from './agree.ts';
import { figuresIn, gateOf, gateStore, passGate } from './gate.ts';
import { checkIntersectionPlan, type IntersectionPlan, operationOf, sidesOf } from './plan.ts';
import { jobProtocol } from './protocol.ts';
import { readTable } from './read.ts';
import { type JobReport, notReady, writeResult } from './result.ts';
import { settle, workOnShards } from './shards.ts';
import { type Figures, type JobStore, jobStore, type Spilled } from './store.ts';
import { attempts, type Work } from './work.ts';

/** What a party brings to a job. */
export type JobOptions = {
  readonly plan: IntersectionPlan;
  readonly source: Source;
  /** Where the result goes, `.csv` or `.parquet`; needed where the plan gives this party one. */
  readonly result?: string;
  /** A folder of this job's own, the same after a restart. All processes of the party that work on the job share it. */
  readonly folder: string;
  /** Encrypts what stands in the folder. */
  readonly seal: Seal;
  readonly random: Random;
  /** Files in the folder unless told. */
  readonly queue?: ShardQueue;
  /** Ends the job at this party, and so at the other; it can be resumed. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: JobProgress) => void;
};

/** How far a job is. */
export type JobProgress = {
  readonly stage: 'read' | 'intersect' | 'write';
  /** Rows read, once all are read all of them. */
  readonly rows: number;
  readonly shards: { readonly done: number; readonly of: number };
  /** While keys are counted or summed up: elements of this party's share of the work, told at each per cent. */
  readonly elements?: { readonly done: number; readonly of: number };
  /** On this process's channel. */
  readonly traffic: Traffic;
};

/** What a job comes to at one party. */
export type JobOutcome =
  | (JobReport & {
      readonly kind: 'finished';
      /** Shards that were finished before this run. */
      readonly resumed: number;
      readonly traffic: Traffic;
    })
  /** A table is smaller or larger than the plan allows; both parties are told the same, and no key was compared. */
  | {
      readonly kind: 'refused';
      readonly code: 'fusion.too_few_rows' | 'fusion.too_many_rows';
      readonly party: string;
      readonly rows: number;
    }
  /** Both hold fewer keys than the plan asks for, by the receiver's word: nobody is told of any row or sum. */
  | {
      readonly kind: 'withheld';
      readonly code: 'fusion.too_few_common';
      readonly atLeast: number;
      /** How many both hold; undefined for the party that does not receive. */
      readonly common: number | undefined;
    };

/**
 * One party's side of one intersection of two tables: reads the own table once, spills hashes of its keys, intersects shard by shard,
 * and writes the rows its side of the plan says. `mesh.session` names the job and stays the same when it is run again after a crash, on
 * a new channel: finished shards are kept where both sides have the same attempt, all others get fresh randomness.
 * Shape: rows ≤ 2^28. Adversary: the plan's. Leaks: what `intersectionDisclosures(plan)` lists. Errors: `fusion.bad_plan`,
 * `fusion.bad_mesh`, `fusion.plan_mismatch`, `fusion.source_changed`, `fusion.job_sealed`, `fusion.job_damaged`, `fusion.stopped`,
 * `fusion.peer_gone`, those of the source and of `intersect`. Source: docs/crypto.md.
 */
export function runIntersectionJob(mesh: Mesh, options: JobOptions): Promise<JobOutcome> {
  const { plan } = options;
  return stoppable(mesh, options.signal, async () => {
    const { job, gate } = await meet(mesh, options, false);
    const refusal = refusalOf(job);
    if (refusal) return refusal;
    if (gate) options.onProgress?.(await progressOf(job, 'intersect'));
    const few = gate && withheldBy(await passGate(gate, options.signal), plan);
    if (few) return few;
    await settle(job);
    const resumed = (await job.store.attempts()).size;
    await work(job, options, false);
    await job.store.noteAgreed({ shards: job.shards, peerRows: job.peer.usable });
    const told = job.tells === 'figures' ? await figuresIn(job.store) : undefined;
    const withheld = told && withheldBy(told, plan);
    if (withheld) return withheld;
    options.onProgress?.(await progressOf(job, 'write'));
    const report = await finishIntersectionJob({ ...options, session: mesh.session, self: mesh.self });
    return { kind: 'finished', ...report, resumed, traffic: job.channel.traffic() };
  });
}

/**
 * Takes part in the work on a job that `runIntersectionJob` has begun at both parties, in this process and over a channel of its own to
 * another such process of the peer. Returns once there is no shard left to take. Errors: `fusion.job_not_ready` while a table is being
 * read, and those of `runIntersectionJob`.
 */
export function helpIntersectionJob(mesh: Mesh, options: JobOptions): Promise<void> {
  return stoppable(mesh, options.signal, async () => {
    const { job, gate } = await meet(mesh, options, true);
    const refusal = refusalOf(job);
    if (refusal)
      fail(refusal.code, `The plan does not allow ${refusal.party} a table of ${refusal.rows} rows.`);
    if (gate && !(await figuresIn(gate.store))?.isEnough)
      fail('fusion.job_not_ready', 'It is not known that both hold enough keys. Help once it is.');
    await work(job, options, true);
  });
}

/**
 * Writes the result of a job whose shards both sides have, without the peer: for when a party was killed after the last shard.
 * Errors: `fusion.job_not_ready`, `fusion.source_changed`, those of the source.
 */
export async function finishIntersectionJob(
  options: Omit<JobOptions, 'queue' | 'signal' | 'onProgress'> & {
    readonly session: string;
    readonly self: string;
  },
): Promise<JobReport> {
  const { plan, source, result, folder, seal, session, self } = options;
  const store = await jobStore(folder, seal, digestText(plan, session));
  const [spilled, agreed] = [await store.spilled(), await store.agreed()];
  if (!spilled || !agreed) return notReady();
  return writeResult({ plan, self, store, spilled, agreed, source, path: result });
}

type MetJob = {
  readonly job: Work;
  /** What comes before it, where the plan has a threshold. */
  readonly gate: Work | undefined;
};

async function meet(mesh: Mesh, options: JobOptions, helps: boolean): Promise<MetJob> {
  const { plan, random, folder, seal } = options;
  const channel = channelOf(mesh, options);
  const digest = planDigest(plan, mesh.session);
  const text = digestText(plan, mesh.session);
  const store = await jobStore(folder, seal, text);
  const counted = await gateStore(store, { folder, seal, digest: text });
  const half = await store.half(() => random.bytes(halfBytes));
  const hashKey = await agreeOnHashKey(channel, { plan, digest, self: mesh.self, half, helps });
  const known = await spilledUnder(store, hashKey);
  if (!known && helps)
    return fail('fusion.job_not_ready', 'This party is still reading its table. Help once it has.');
  const { shardRows } = plan;
  const mostRows = Math.max(...plan.sides.map((side) => side.mostRows));
  const partitions = partitionsFor({ mostRows, shardRows });
  const read = async (): Promise<Spilled> => {
    for (const kept of [store, counted]) await kept.clear();
    const spilled = await readTable({
      ...{ source: options.source, kind: plan.key, hashKey, folder: store.folders.keys, partitions, random },
      signal: options.signal,
      onRows: (rows) => options.onProgress?.(readSoFar(channel, rows)),
    });
    await store.noteSpilled(spilled);
    return spilled;
  };
  const spilled = known ?? (await read());
  const peer: PeerTable = await exchangeTables(channel, spilled);
  const { own } = sidesOf(plan, mesh.self);
  const rows = plan.sides.map((side) => (side === own ? spilled : peer).usable);
  const { protocol, shards } = jobProtocol(plan, rows as [number, number]);
  const job: Work = {
    ...{
      mesh,
      channel,
      plan,
      digest,
      protocol,
      source: options.source,
      store,
      spilled,
      peer,
      shards,
      random,
    },
    onElements: (done, of) => options.onProgress?.(countedSoFar(channel, spilled.rows, { done, of })),
    tells: operationOf(plan).kind === 'rows' ? 'rows' : 'figures',
  };
  return { job, gate: gateOf(job, counted) };
}

/** The peer has lost its half if the key is another one; then all hashes are, and so is the job. */
async function spilledUnder(store: JobStore, hashKey: Uint8Array): Promise<Spilled | undefined> {
  const spilled = await store.spilled();
  return spilled?.hashKey === Buffer.from(hashKey).toString('hex') ? spilled : undefined;
}

async function work(met: Work, options: JobOptions, helps: boolean): Promise<void> {
  const { queue, random, signal, onProgress } = options;
  onProgress?.(await progressOf(met, 'intersect'));
  await workOnShards(met, {
    attempt: attempts(met),
    queue: queue ?? fileShardQueue(met.store.folders.taken, random),
    helps,
    pause: () => delay(pauseMs, undefined, signal && { signal }),
    onShard: async () => onProgress?.(await progressOf(met, 'intersect')),
  });
}

const pauseMs = 200;

function channelOf({ channels, parties, self }: Mesh, { plan, result }: JobOptions): Channel {
  checkIntersectionPlan(plan);
  const { own, other } = sidesOf(plan, self);
  const channel = channels.get(other.party);
  if (!channel || parties.length !== 2 || plan.sides.some(({ party }, k) => party !== parties[k]))
    return fail(
      'fusion.bad_mesh',
      'The mesh is of other parties than the plan, or has them in another order.',
    );
  if ((own.result === 'nothing') !== (result === undefined))
    return fail('fusion.bad_plan', 'A result needs a file where the plan gives one, and only there.');
  return channel;
}

function refusalOf({
  plan,
  mesh,
  spilled,
  peer,
}: Work): Extract<JobOutcome, { kind: 'refused' }> | undefined {
  for (const { party, fewestRows, mostRows } of plan.sides) {
    const rows = (party === mesh.self ? spilled : peer).usable;
    if (rows < fewestRows) return { kind: 'refused', code: 'fusion.too_few_rows', party, rows };
    if (rows > mostRows) return { kind: 'refused', code: 'fusion.too_many_rows', party, rows };
  }
  return undefined;
}

/** Why nothing is told, where too little is common. */
function withheldBy(
  { isEnough, common }: Figures,
  plan: IntersectionPlan,
): Extract<JobOutcome, { kind: 'withheld' }> | undefined {
  const operation = operationOf(plan);
  if (isEnough || operation.kind === 'count') return undefined;
  return { kind: 'withheld', code: 'fusion.too_few_common', atLeast: operation.atLeast!, common };
}

async function progressOf(
  { store, shards, spilled, channel }: Work,
  stage: JobProgress['stage'],
): Promise<JobProgress> {
  const { size } = await store.attempts();
  return { stage, rows: spilled.rows, shards: { done: size, of: shards }, traffic: channel.traffic() };
}

function readSoFar(channel: Channel, rows: number): JobProgress {
  return { stage: 'read', rows, shards: { done: 0, of: 0 }, traffic: channel.traffic() };
}

function countedSoFar(
  channel: Channel,
  rows: number,
  elements: { readonly done: number; readonly of: number },
): JobProgress {
  return { stage: 'intersect', rows, shards: { done: 0, of: 1 }, elements, traffic: channel.traffic() };
}

function digestText(plan: IntersectionPlan, session: string): string {
  return Buffer.from(planDigest(plan, session)).toString('hex');
}

/** Runs the work; a signal ends the channel and with it whatever waits for it. */
async function stoppable<T>(
  { channels }: Mesh,
  signal: AbortSignal | undefined,
  run: () => Promise<T>,
): Promise<T> {
  const stop = (): void => {
    for (const channel of channels.values()) channel.abort('fusion.stopped');
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await endTogether(channels.values(), () => {
      signal?.throwIfAborted();
      return run();
    });
  } catch (error) {
    if (!signal?.aborted) throw error;
    throw new FinharborError({ code: 'fusion.stopped', publicMessage: 'The job was stopped.', cause: error });
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
