import { fail, type Random, sha256 } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { intersectIn } from '../intersect/intersect.ts';
import type { Protocol } from '../intersect/session.ts';
import type { Arena } from '../kernels/arena.ts';
import { newArena } from '../kernels/wasm-arena.ts';
import type { Mesh } from '../mesh.ts';
import { paddedSize } from '../shards/layout.ts';
import { type LoadedShard, loadShard } from '../shards/load.ts';
import { receiveBytes, sendBytes } from '../shares/network.ts';
import type { Source } from '../sources/source.ts';
import type { PeerTable } from './agree.ts';
import { figuresOf } from './figures.ts';
import { namer } from './names.ts';
import { type IntersectionPlan, learnsOf, operationOf } from './plan.ts';
import type { JobStore, ShardResult, Spilled } from './store.ts';

/** All that the work on shards needs; the same for every shard and every process. */
export type Work = {
  readonly mesh: Mesh;
  readonly channel: Channel;
  readonly plan: IntersectionPlan;
  /** Digest of plan and session. */
  readonly digest: Uint8Array;
  /** Of a shard rows, of all keys together what the plan's operation says. */
  readonly tells: 'rows' | 'figures';
  readonly protocol: Protocol;
  readonly source: Source;
  readonly store: JobStore;
  readonly spilled: Spilled;
  readonly peer: PeerTable;
  readonly shards: number;
  readonly random: Random;
  /** Told how far a count or sum is. */
  readonly onElements: (done: number, of: number) => void;
};

/** Does one shard together with the peer, who does it at the same time. */
export type Attempt = (shard: number, nonces: Nonces) => Promise<void>;

/** Drawn for one attempt at one shard. */
export type Nonces = { readonly leader: Uint8Array; readonly follower: Uint8Array };

/** Bytes of a nonce. */
export const nonceBytes = 32;

/** Makes the function that attempts shards, one after the other, in one memory. */
export function attempts(work: Work): Attempt {
  const { plan, store, spilled, peer, shards, random } = work;
  const tell = work.tells === 'rows' ? tellRows(work) : tellFigures(work);
  const sizes = { own: paddedSize(spilled.usable, shards), peer: paddedSize(peer.usable, shards) };
  const key = Buffer.from(spilled.key, 'hex');
  return async (shard, nonces) => {
    if ((await store.countAttempt(shard)) > plan.mostAttempts)
      fail(
        'fusion.too_many_attempts',
        `A part of the job was tried ${plan.mostAttempts} times. Agree on a new job.`,
      );
    const attempt = attemptOf(work, shard, nonces);
    const table = await loadShard(
      { folder: store.folders.keys, key, counts: spilled.counts },
      { shard, shards, size: sizes.own, random },
    );
    const progress = work.tells === 'rows' ? () => {} : atEachPercent(work.onElements);
    const mesh = { ...work.mesh, session: `${work.mesh.session}/${attempt}`, progress };
    const told = await tell({ mesh, table, sizes });
    await keepTogether(work, await store.prepare(shard, attempt, { duplicates: table.duplicates, ...told }));
  };
}

/** A list of a million is worked on in thousands of parts, more than anybody wants to hear of. */
function atEachPercent(tell: Work['onElements']): Mesh['progress'] {
  let told = -1;
  return (_, done, of) => {
    const percent = Math.floor((100 * done) / of);
    if (percent === told) return;
    told = percent;
    tell(done, of);
  };
}

type Told = Omit<ShardResult, 'duplicates'>;
type Telling = {
  readonly mesh: Mesh;
  readonly table: LoadedShard;
  readonly sizes: { readonly own: number; readonly peer: number };
};

/** By the job's protocol: which rows both hold, and their names where the plan has them. */
function tellRows({
  plan,
  digest,
  protocol,
  random,
  channel,
  spilled,
}: Work): (of: Telling) => Promise<Told> {
  const arena = newArena();
  const mark = arena.mark();
  const namesOf = plan.rowColumn === undefined ? undefined : namer(Buffer.from(spilled.hashKey, 'hex'));
  return async ({ mesh, table, sizes }) => {
    const { rows, peerSize } = await intersectIn(emptied(arena, mark), mesh, {
      ...{ ids: table.ids, receiver: plan.receiver, learns: learnsOf(plan), adversary: plan.adversary },
      ...{ protocol, plan: digest, random, maxIds: sizes.own, maxPeerIds: sizes.peer },
    });
    if (peerSize !== sizes.peer)
      fail('fusion.inconsistent', `${channel.peer} brought another number of keys than it declared.`);
    const common = table.rowsOf(rows ?? new Uint32Array(0));
    const names = namesOf?.(table, common) ?? new Uint8Array(0);
    return { rows: common.rows, names, figures: undefined };
  };
}

/** By ECDH: what the operation tells of all keys, or whether they are enough. */
function tellFigures(work: Work): (of: Telling) => Promise<Told> {
  const { plan, digest, random } = work;
  return async ({ mesh, table, sizes }) => {
    const input = {
      ...{ ids: table.ids, receiver: plan.receiver, plan: digest, random },
      ...{ maxIds: Math.max(sizes.own, sizes.peer), peerSize: sizes.peer },
    };
    const figures = await figuresOf(work, operationOf(plan), { mesh, input, table });
    return { rows: new Uint32Array(0), names: new Uint8Array(0), figures };
  };
}

/** What the last shard left is given back; allocating overwrites it. */
function emptied(arena: Arena, mark: number): Arena {
  arena.release(mark);
  return arena;
}

/**
 * Both have their results on disk; the leader says so, the follower makes its own the shard's and says so, then the leader does. What
 * the leader calls finished is finished on both sides, whoever is killed when.
 */
async function keepTogether(work: Work, keep: () => Promise<void>): Promise<void> {
  const { channel } = work;
  if (!leads(work)) {
    await receiveBytes(channel, 'job/kept', 1);
    await keep();
    return sendBytes(channel, 'job/kept', Uint8Array.of(1));
  }
  await sendBytes(channel, 'job/kept', Uint8Array.of(1));
  await receiveBytes(channel, 'job/kept', 1);
  return keep();
}

/** The receiver says which shard is next. */
export function leads({ mesh, plan }: Pick<Work, 'mesh' | 'plan'>): boolean {
  return mesh.self === plan.receiver;
}

/** Names an attempt by all that it is about: another spilling or another try has another name, on both sides the same. */
function attemptOf(work: Work, shard: number, { leader, follower }: Nonces): string {
  const { digest, spilled, peer } = work;
  const spills = [spilled.spill, peer.spill];
  if (!leads(work)) spills.reverse();
  const parts = [digest, Uint8Array.of(shard), Buffer.from(spills.join(''), 'hex'), leader, follower];
  return Buffer.from(sha256('finharbor/jobs/attempt/1\0', ...parts)).toString('hex');
}
