import { hash } from 'node:crypto';
import { codeOf, fail, type Random, sha256 } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import type { Learns } from '../intersect/session.ts';
import type { Mesh } from '../mesh.ts';
import { type Duplex, inconsistent, receiveExactly } from '../ot/wire.ts';
import { peerGone } from '../psi/align.ts';
import { groupReady } from '../psi/group.ts';
import { distinctIdentifiers, type Identifiers } from '../psi/identifiers.ts';
import { type Pool, poolFor } from '../ristretto/pool.ts';

/** What a party brings to a protocol of two. Everything but `ids`, `random` and the sizes must be the same on both sides. */
export type EcdhInput = {
  /** One identifier a row; compared after NFKC. */
  readonly ids: readonly string[];
  /** The party that learns the result. */
  readonly receiver: string;
  /** Who learns it; the receiver alone unless told. */
  readonly learns?: Learns;
  /** Hash of the plan that this is part of. */
  readonly plan?: Uint8Array;
  /** The system's randomness, except in tests. */
  readonly random: Random;
  /** Distinct identifiers allowed to either party; 2^20 unless told. */
  readonly maxIds?: number;
  /** How many the peer must declare, where that was said before. */
  readonly peerSize?: number;
};

/** What is computed, and the public settings of it: compared by hash, like the rest of the terms. */
export type Operator = {
  readonly name: string;
  readonly settings: readonly (number | null)[];
  /** Whose list the receiver works on after its own, for the progress that it tells. */
  readonly again: 'own' | 'peer';
};

/** One party's end of one session, once both have said hello. */
export type EcdhRun = {
  readonly channel: Duplex;
  readonly random: Random;
  readonly pool: Pool;
  readonly own: Identifiers;
  readonly isReceiver: boolean;
  readonly learns: Learns;
  readonly peerSize: number;
  /** Bytes that no other session has; identifiers and tags are hashed with it. */
  readonly salt: Uint8Array;
  /** Told after `count` more of this side's elements are done. */
  readonly worked: (count: number) => void;
};

const defaultMaxIds = 2 ** 20;
const noPlan = new Uint8Array(32);
const bytes = { context: 32, nonce: 32, size: 4 } as const;
const sizeAt = bytes.context + bytes.nonce;
const helloBytes = sizeAt + bytes.size;

/**
 * Says hello, runs one side of a protocol of two, and ends the channel on any fault.
 * Errors: those of `distinctIdentifiers`, `fusion.bad_mesh`, `fusion.bad_message`, `fusion.too_many_ids`, `fusion.peer_gone`.
 */
export async function ecdhSession<T>(
  mesh: Mesh,
  { input, operator }: { readonly input: EcdhInput; readonly operator: Operator },
  work: (run: EcdhRun) => Promise<T>,
): Promise<T> {
  const channel = channelOf(mesh, input.receiver);
  try {
    await groupReady();
    const own = distinctIdentifiers(input.ids, input.maxIds ?? defaultMaxIds);
    const { peerSize, salt } = await meet(mesh, channel, { input, operator, size: own.ids.length });
    const isReceiver = mesh.self === input.receiver;
    const total = own.ids.length + (isReceiver && operator.again === 'own' ? own.ids.length : peerSize);
    let done = 0;
    return await work({
      ...{ channel, own, peerSize, salt, random: input.random, learns: input.learns ?? 'receiver' },
      isReceiver,
      pool: await poolFor(total),
      worked(count) {
        done += count;
        mesh.progress(operator.name, done, total);
      },
    });
  } catch (error) {
    const fault = codeOf(error) === 'link.peer_gone' ? peerGone(error) : error;
    channel.abort(codeOf(fault));
    throw fault;
  }
}

function channelOf(mesh: Mesh, receiver: string): Channel {
  const [peer] = mesh.parties.filter((party) => party !== mesh.self);
  const channel = peer === undefined ? undefined : mesh.channels.get(peer);
  if (!channel || mesh.parties.length !== 2 || !mesh.parties.includes(receiver))
    return fail(
      'fusion.bad_mesh',
      'Two parties intersect, one of which is the receiver, over a channel between them.',
    );
  return channel;
}

type Greeting = { readonly input: EcdhInput; readonly operator: Operator; readonly size: number };

async function meet(
  mesh: Mesh,
  channel: Channel,
  { input, operator, size }: Greeting,
): Promise<{ readonly peerSize: number; readonly salt: Uint8Array }> {
  const context = contextOf(mesh, input, operator);
  const hello = Buffer.concat([context, input.random.bytes(bytes.nonce), Buffer.alloc(bytes.size)]);
  hello.writeUInt32LE(size, sizeAt);
  const [, answer] = await Promise.all([
    channel.send('ecdh/hello', hello),
    receiveExactly(channel, 'ecdh/hello', helloBytes),
  ]);
  if (!context.equals(answer.subarray(0, bytes.context)))
    fail('fusion.bad_message', `${channel.peer} does not run the same session on the same terms.`);
  const peerSize = Buffer.from(answer).readUInt32LE(sizeAt);
  const maxIds = input.maxIds ?? defaultMaxIds;
  if (peerSize > maxIds)
    fail(
      'fusion.too_many_ids',
      `${channel.peer} declares ${peerSize} identifiers; at most ${maxIds} are allowed.`,
    );
  if (input.peerSize !== undefined && peerSize !== input.peerSize)
    inconsistent(channel, 'it brings another number of identifiers than it had declared');
  const ordered = mesh.self === input.receiver ? [hello, answer] : [answer, hello];
  return { peerSize, salt: hash('sha256', Buffer.concat([label('salt'), ...ordered]), 'buffer') };
}

function contextOf(mesh: Mesh, input: EcdhInput, { name, settings }: Operator): Buffer {
  const { receiver, learns = 'receiver', plan = noPlan } = input;
  const hexPlan = Buffer.from(plan).toString('hex');
  const terms = JSON.stringify([mesh.session, mesh.parties, receiver, learns, hexPlan, name, settings]);
  return Buffer.from(sha256(label('terms'), terms));
}

/** What begins every input of a hash of this protocol. */
export function label(name: string): Buffer {
  return Buffer.from(`finharbor/ecdh/1/${name}\0`, 'utf8');
}
