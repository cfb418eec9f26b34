import { type Clock, codeOf, FinharborError, fail, type Random } from '@finharbor/kernel';
import type { Arena } from '../kernels/arena.ts';
import { withArena } from '../kernels/spare-arena.ts';
import type { Mesh } from '../mesh.ts';
import { peerGone } from '../psi/align.ts';
import { groupReady } from '../psi/group.ts';
import { agreeOnProtocol } from './agree.ts';
import { chooseProtocol, type LinkFigures, type ProtocolChoice } from './choose.ts';
import { distinctMessages } from './items.ts';
import { protocols } from './protocols.ts';
import {
  type Adversary,
  type Learns,
  type Met,
  meet,
  type Protocol,
  type Run,
  steps,
  type Terms,
} from './session.ts';

/**
 * What a party brings to an intersection. Everything but `ids`, `random`, `link`, `clock` and the limits must be the same on both sides.
 */
export type IntersectInput = {
  /** One identifier a row; compared after NFKC. */
  readonly ids: readonly string[];
  /** The party that learns the intersection; cheaper where it is the one with fewer identifiers. */
  readonly receiver: string;
  /** Who learns which of its identifiers both hold; the receiver alone unless told. */
  readonly learns?: Learns;
  /** Malicious unless told. */
  readonly adversary?: Adversary;
  /** `auto` unless told: what `chooseProtocol` picks for both sizes and the receiver's link. */
  readonly protocol?: Protocol | 'auto';
  /** What the line to the peer can do, where it is known; the receiver's word counts. */
  readonly link?: LinkFigures;
  /** With it a receiver that was not told measures the line where more than one protocol would do. */
  readonly clock?: Clock;
  /** Hash of the plan that this is part of. */
  readonly plan?: Uint8Array;
  /** The system's randomness, except in tests. */
  readonly random: Random;
  /** Distinct identifiers allowed to either party; 2^20 unless told, and never more than the protocol takes: 2^22, with KKRT16 2^24, with ECDH 2^20. */
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

/** An intersection, with the protocol that ran and why; the choice is the same on both sides. */
export type ChosenIntersection = Intersection & { readonly choice: ProtocolChoice };

const defaultMaxIds = 2 ** 20;
const noPlan = new Uint8Array(32);

/**
 * Finds which identifiers both parties of the mesh hold. Adversary: malicious, static, by RR22; or semi-honest on request, then by
 * RR22, KKRT16 or, for short lists, ECDH, whichever is sooner done. Leaks: both numbers of distinct identifiers to both; to the receiver which of its
 * identifiers the other holds; with `learns: 'both'` the same to the other, as far as the receiver says it: it can keep matches back,
 * and invent some where it is only trusted to be semi-honest. Inputs may be invented, and a malicious receiver can ask about as many
 * identifiers as its store has columns, about 1.36 times those it declared. Any fault ends the channel.
 * Errors: `fusion.bad_id`, `fusion.too_many_ids`, `fusion.bad_mesh`, `fusion.bad_protocol`, `fusion.bad_message`, `fusion.inconsistent`
 * (the peer deviated), `fusion.okvs_failed`, `fusion.kkrt_failed` (run again), `fusion.peer_gone`.
 * Source: docs/crypto.md; Raghuraman, Rindal, CCS 2022; Kolesnikov, Kumaresan, Rosulek, Trieu, CCS 2016.
 */
export async function intersect(mesh: Mesh, input: IntersectInput): Promise<ChosenIntersection> {
  return withArena((arena) => intersectIn(arena, mesh, input));
}

/** The same on an arena of the caller's. */
export async function intersectIn(
  arena: Arena,
  mesh: Mesh,
  input: IntersectInput,
): Promise<ChosenIntersection> {
  const { random } = input;
  const maxIds = input.maxIds ?? defaultMaxIds;
  const maxPeerIds = input.maxPeerIds ?? maxIds;
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
    const isReceiver = mesh.self === input.receiver;
    const terms = termsOf(mesh, input);
    const size = messages.count;
    const { protocol, link } = await agreeOnProtocol({
      ...input,
      channel,
      terms,
      isReceiver,
      size,
      maxPeerIds,
    });
    let done = 0;
    const step = (): void => mesh.progress('intersect', ++done, steps);
    const run: Run = { channel, arena, random, terms, protocol, messages, step };
    const { common, sizes } = await runAs(run, { isReceiver, maxPeerIds });
    return {
      rows: common && marked(messages.rows, common),
      distinct: messages.rows,
      peerSize: isReceiver ? sizes.senderSize : sizes.receiverSize,
      duplicates: input.ids.length - messages.count,
      choice: chooseProtocol({ ...sizes, adversary: terms.adversary, link, asked: input.protocol }),
    };
  } catch (error) {
    const fault = faultOf(error, channel.peer);
    channel.abort(codeOf(fault));
    throw fault;
  }
}

/** What the transport noticed, in this package's words. */
function faultOf(error: unknown, peer: string): unknown {
  if (codeOf(error) === 'link.peer_gone') return peerGone(error);
  if (codeOf(error) !== 'link.unexpected_label') return error;
  const publicMessage = `${peer} sent a message that was not due: it runs on other terms, or changed the order.`;
  return new FinharborError({ code: 'fusion.bad_message', publicMessage, cause: error });
}

function termsOf(
  mesh: Mesh,
  { receiver, learns = 'receiver', adversary = 'malicious', plan = noPlan }: IntersectInput,
): Terms {
  return { session: mesh.session, parties: mesh.parties, receiver, learns, adversary, plan };
}

type Outcome = {
  readonly common: Uint8Array | undefined;
  readonly sizes: Pick<Met, 'receiverSize' | 'senderSize'>;
};

async function runAs(
  run: Run,
  { isReceiver, maxPeerIds }: { isReceiver: boolean; maxPeerIds: number },
): Promise<Outcome> {
  const { party, mostIds } = protocols[run.protocol];
  const { commitment, carryOut } = party(run, isReceiver);
  const met = await meet(run, { isReceiver, commitment, maxIds: Math.min(maxPeerIds, mostIds) });
  const isEmpty = met.receiverSize === 0 || met.senderSize === 0;
  const learns = isReceiver || run.terms.learns === 'both';
  const none = learns ? new Uint8Array(run.messages.count) : undefined;
  return { common: isEmpty ? none : await carryOut(run, met), sizes: met };
}

/** The rows that have a mark. A loop: at ten million of them `filter` takes longer than the protocol's sorting. */
function marked(rows: Uint32Array, marks: Uint8Array): Uint32Array {
  const found = new Uint32Array(rows.length);
  let count = 0;
  for (let k = 0; k < rows.length; k++) if (marks[k] === 1) found[count++] = rows[k]!;
  return found.slice(0, count);
}
