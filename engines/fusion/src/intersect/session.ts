import { fail, type Random } from '@finharbor/kernel';
import type { Arena } from '../kernels/arena.ts';
import { labelled, u32 } from '../ot/keystream.ts';
import { type Duplex, receiveExactly } from '../ot/wire.ts';
import type { Messages } from './items.ts';

/** The protocols for two parties. */
export type Protocol = 'rr22' | 'kkrt' | 'ecdh';

/** Whom the protocol must hold against. */
export type Adversary = 'malicious' | 'semi-honest';

/** Who learns which of its own identifiers both hold. */
export type Learns = 'receiver' | 'both';

/** What both parties agreed on before; it is compared by hash. */
export type Terms = {
  readonly session: string;
  readonly parties: readonly string[];
  readonly receiver: string;
  readonly learns: Learns;
  readonly adversary: Adversary;
  /** Hash of the plan the session belongs to. */
  readonly plan: Uint8Array;
};

/** One party's end of one intersection. */
export type Run = {
  readonly channel: Duplex;
  readonly arena: Arena;
  readonly random: Random;
  readonly terms: Terms;
  readonly protocol: Protocol;
  readonly messages: Messages;
  /** Told when one of `steps` parts of the work is done. */
  readonly step: () => void;
};

/** Parts of either side's work, of about equal length. */
export const steps = 4;

/** What both know of each other once they have said hello. */
export type Met = {
  readonly receiverSize: number;
  readonly senderSize: number;
  /** Both hellos, the receiver's first: bytes that no other session has. */
  readonly transcript: Uint8Array;
  /** What the sender said besides. */
  readonly commitment: Uint8Array;
};

const bytes = { context: 32, nonce: 32, size: 4 } as const;
const sizeAt = bytes.context + bytes.nonce;
const commitmentAt = sizeAt + bytes.size;

/**
 * Says hello and hears the peer's, which has a commitment of the same length.
 * Errors: `fusion.bad_message` where the terms differ, `fusion.too_many_ids`.
 */
export async function meet(
  { channel, random, terms, protocol, messages }: Run,
  own: { readonly isReceiver: boolean; readonly commitment: Uint8Array; readonly maxIds: number },
): Promise<Met> {
  const context = contextOf(terms, protocol);
  const label = `${protocol}/hello`;
  const parts = [context, random.bytes(bytes.nonce), u32(messages.count), own.commitment];
  const hello = new Uint8Array(Buffer.concat(parts));
  const [, answer] = await Promise.all([
    channel.send(label, hello),
    receiveExactly(channel, label, hello.length),
  ]);
  const size = sizeFrom(channel, answer, { context, at: sizeAt, maxIds: own.maxIds });
  const [first, second] = own.isReceiver ? [hello, answer] : [answer, hello];
  return {
    receiverSize: own.isReceiver ? messages.count : size,
    senderSize: own.isReceiver ? size : messages.count,
    transcript: new Uint8Array(Buffer.concat([first, second])),
    commitment: second.subarray(commitmentAt),
  };
}

type Due = { readonly context: Uint8Array; readonly at: number; readonly maxIds: number };

/** The size in a peer's words that begin with the context. Errors: `fusion.bad_message`, `fusion.too_many_ids`. */
export function sizeFrom(channel: Duplex, words: Uint8Array, { context, at, maxIds }: Due): number {
  if (!context.every((byte, k) => byte === words[k]))
    fail('fusion.bad_message', `${channel.peer} does not run the same session on the same terms.`);
  const size = new DataView(words.buffer, words.byteOffset).getUint32(at, true);
  if (size > maxIds)
    fail(
      'fusion.too_many_ids',
      `${channel.peer} declares ${size} identifiers; at most ${maxIds} are allowed.`,
    );
  return size;
}

/** Hash of the terms and of how they are carried out. */
export function contextOf(terms: Terms, protocol: Protocol | 'auto'): Uint8Array<ArrayBuffer> {
  const { session, parties, receiver, learns, adversary, plan } = terms;
  const text = JSON.stringify([
    protocol,
    session,
    parties,
    receiver,
    learns,
    adversary,
    Buffer.from(plan).toString('hex'),
  ]);
  return labelled('terms', Buffer.from(text, 'utf8'));
}
