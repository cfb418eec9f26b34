import { codeOf, fail, type Random } from '@finharbor/kernel';
import type { Mesh } from '../mesh.ts';
import { peerGone } from '../psi/align.ts';
import { groupReady } from '../psi/group.ts';
import type { Arena } from './arena.ts';
import { distinctMessages } from './items.ts';
import { commitmentTo, runReceiver } from './receiver.ts';
import { runSender } from './sender.ts';
import { type Adversary, type Learns, meet, type Run, steps, type Terms } from './session.ts';
import { newArena } from './wasm-arena.ts';

/** What a party brings to an intersection. Everything but `ids`, `random` and the limits must be the same on both sides. */
export type IntersectInput = {
  /** One identifier a row; compared after NFKC. */
  readonly ids: readonly string[];
  /** The party that learns the intersection; cheaper where it is the one with fewer identifiers. */
  readonly receiver: string;
  /** Who learns which of its identifiers both hold; the receiver alone unless told. */
  readonly learns?: Learns;
  /** Malicious unless told. */
  readonly adversary?: Adversary;
  /** Hash of the plan that this is part of. */
  readonly plan?: Uint8Array;
  /** The system's randomness, except in tests. */
  readonly random: Random;
  /** Distinct identifiers allowed to either party; 2^20 unless told, 2^22 at most. */
  readonly maxIds?: number;
  /** Where the peer is allowed fewer or more than that. */
  readonly maxPeerIds?: number;
};

/** What a party has after an intersection. */
export type Intersection = {
  /** Rows of `ids` whose identifier both hold, ascending, each identifier's first row; undefined for a party that learns nothing. */
  readonly rows: Uint32Array | undefined;
  /** The first row of each distinct identifier, ascending. */
  readonly distinct: Uint32Array;
  /** Distinct identifiers the peer declared. */
  readonly peerSize: number;
  /** Own rows left out because an earlier row had the same identifier. */
  readonly duplicates: number;
};

const defaultMaxIds = 2 ** 20;

/** A side takes about 400 bytes an identifier, in one memory of at most 4 GiB. */
const largestMaxIds = 2 ** 22;
const noPlan = new Uint8Array(32);

/**
 * Finds which identifiers both parties of the mesh hold: RR22, by an oblivious key-value store and silent vector OLE.
 * Adversary: malicious (or semi-honest on request), static. Leaks: both numbers of distinct identifiers to both; to the receiver
 * which of its identifiers the other holds; with `learns: 'both'` the same to the other, as far as the receiver says it: it can
 * keep matches back, not invent any. Inputs may be invented, and a malicious receiver can ask about as many identifiers as its
 * store has columns, about 1.36 times those it declared. Any fault ends the channel.
 * Errors: `fusion.bad_id`, `fusion.too_many_ids`, `fusion.bad_mesh`, `fusion.bad_message`, `fusion.inconsistent` (the peer deviated),
 * `fusion.okvs_failed`, `fusion.peer_gone`. Source: docs/crypto.md; Raghuraman, Rindal, CCS 2022.
 */
export async function intersect(mesh: Mesh, input: IntersectInput): Promise<Intersection> {
  return intersectIn(newArena(), mesh, input);
}

/** The same on an arena of the caller's. */
export async function intersectIn(arena: Arena, mesh: Mesh, input: IntersectInput): Promise<Intersection> {
  const { random } = input;
  const maxIds = Math.min(input.maxIds ?? defaultMaxIds, largestMaxIds);
  const [peer] = mesh.parties.filter((party) => party !== mesh.self);
  const channel = peer === undefined ? undefined : mesh.channels.get(peer);
  if (!channel || mesh.parties.length !== 2 || !mesh.parties.includes(input.receiver))
    return fail(
      'fusion.bad_mesh',
      'Two parties intersect, one of which is the receiver, over a channel between them.',
    );
  try {
    await groupReady();
    const messages = await distinctMessages(arena, input.ids, { random, maxIds });
    let done = 0;
    const step = (): void => mesh.progress('intersect', ++done, steps);
    const run: Run = { channel, arena, random, terms: termsOf(mesh, input), messages, step };
    const maxPeerIds = Math.min(input.maxPeerIds ?? maxIds, largestMaxIds);
    const { common, peerSize } = await runAs(run, {
      isReceiver: mesh.self === input.receiver,
      maxIds: maxPeerIds,
    });
    const rows = common && messages.rows.filter((_, k) => common[k] === 1);
    return { rows, distinct: messages.rows, peerSize, duplicates: input.ids.length - messages.count };
  } catch (error) {
    const fault = codeOf(error) === 'link.peer_gone' ? peerGone(error) : error;
    channel.abort(codeOf(fault));
    throw fault;
  }
}

function termsOf(
  mesh: Mesh,
  { receiver, learns = 'receiver', adversary = 'malicious', plan = noPlan }: IntersectInput,
): Terms {
  return { session: mesh.session, parties: mesh.parties, receiver, learns, adversary, plan };
}

type Outcome = { readonly common: Uint8Array | undefined; readonly peerSize: number };

async function runAs(
  run: Run,
  { isReceiver, maxIds }: { isReceiver: boolean; maxIds: number },
): Promise<Outcome> {
  // Both hellos have the same shape; the receiver's commitment is never opened.
  const coin = run.random.bytes(32);
  const met = await meet(run, { isReceiver, commitment: commitmentTo(coin), maxIds });
  const peerSize = isReceiver ? met.senderSize : met.receiverSize;
  if (met.receiverSize === 0 || met.senderSize === 0) {
    const learns = isReceiver || run.terms.learns === 'both';
    return { common: learns ? new Uint8Array(run.messages.count) : undefined, peerSize };
  }
  return { common: await (isReceiver ? runReceiver(run, met) : runSender(run, met, coin)), peerSize };
}
