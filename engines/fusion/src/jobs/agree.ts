import { type Json, sha256 } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { receiveJson, sendJson } from '../scorecard/handshake.ts';
import { mismatch } from '../scorecard/plan.ts';
import { receiveBytes, sendBytes } from '../shares/network.ts';
import type { IntersectionPlan } from './plan.ts';
import type { Spilled } from './store.ts';

/** Bytes of each party's half of the hash key. */
export const halfBytes = 32;

/** What both sides of a job must say alike, and what each adds. */
export type Greeting = {
  readonly plan: IntersectionPlan;
  /** Digest of plan and session. */
  readonly digest: Uint8Array;
  readonly self: string;
  readonly half: Uint8Array;
  /** Whether this channel is one more for a job that another has begun. */
  readonly helps: boolean;
};

/**
 * Exchanges greetings and derives the key that keys are hashed under, which neither side has chosen alone. For text, both must have the
 * same version of Unicode. Errors: `fusion.plan_mismatch`, `fusion.malformed_message`, `fusion.peer_gone`.
 */
export async function agreeOnHashKey(channel: Channel, own: Greeting): Promise<Uint8Array<ArrayBuffer>> {
  const { plan, digest, self, half, helps } = own;
  const said = {
    plan: hex(digest),
    unicode: plan.key === 'text' ? process.versions.unicode! : '',
    helps,
  };
  await sendJson(channel, 'job/hello', { ...said, half: hex(half) });
  const heard = fieldsOf(await receiveJson(channel, 'job/hello'));
  for (const [field, what] of [
    ['plan', 'plan or session'],
    ['unicode', 'version of Unicode'],
    ['helps', 'idea of what this channel is for'],
  ] as const)
    if (heard[field] !== said[field]) mismatch(channel.peer, what);
  const theirs = Buffer.from(String(heard.half), 'hex');
  if (theirs.length !== halfBytes) mismatch(channel.peer, 'kind of hash key');
  const halves = plan.sides[0].party === self ? [half, theirs] : [theirs, half];
  return sha256('finharbor/jobs/keys/1\0', digest, ...halves);
}

/** The peer's table as it says: which spilling, and how many rows have a usable key. */
export type PeerTable = { readonly spill: string; readonly usable: number };

/** Tells one's own and hears the peer's. Errors: `fusion.plan_mismatch`, `fusion.peer_gone`. */
export async function exchangeTables(
  channel: Channel,
  { spill, usable }: Pick<Spilled, 'spill' | 'usable'>,
): Promise<PeerTable> {
  await sendJson(channel, 'job/rows', { spill, usable });
  const heard = fieldsOf(await receiveJson(channel, 'job/rows'));
  const count = Number(heard.usable);
  if (!/^[0-9a-f]{32}$/.test(String(heard.spill)) || !Number.isSafeInteger(count) || count < 0)
    mismatch(channel.peer, 'way to tell its rows');
  return { spill: String(heard.spill), usable: count };
}

const attemptBytes = 32;

/** Tells which attempt finished each shard, zeros for none, and hears the peer's. Errors: `fusion.malformed_message`, `fusion.peer_gone`. */
export async function exchangeAttempts(
  channel: Channel,
  own: ReadonlyMap<number, string>,
  shards: number,
): Promise<ReadonlyMap<number, string>> {
  const bytes = Buffer.alloc(attemptBytes * shards);
  for (const [shard, attempt] of own) if (shard < shards) bytes.write(attempt, attemptBytes * shard, 'hex');
  await sendBytes(channel, 'job/outcomes', bytes);
  const heard = Buffer.from(await receiveBytes(channel, 'job/outcomes', bytes.length));
  const all = Array.from({ length: shards }, (_, shard) =>
    heard.toString('hex', attemptBytes * shard, attemptBytes * (shard + 1)),
  );
  return new Map([...all.entries()].filter(([, attempt]) => /[^0]/.test(attempt)));
}

function fieldsOf(value: Json): Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Json>>)
    : {};
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
