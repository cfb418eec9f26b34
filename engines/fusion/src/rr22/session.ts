import { fail, type Random } from '@finharbor/kernel';
import type { Arena } from './arena.ts';
import type { Messages } from './items.ts';
import { labelled, seedBytes, u32 } from './keystream.ts';
import type { TreeKeys } from './trees.ts';
import { type Duplex, receiveExactly } from './wire.ts';

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
  readonly messages: Messages;
};

/** What both know of each other once they have said hello. */
export type Met = {
  readonly receiverSize: number;
  readonly senderSize: number;
  /** Both hellos, the receiver's first: bytes that no other session has. */
  readonly transcript: Uint8Array;
  /** The sender's commitment to its half of the coin. */
  readonly commitment: Uint8Array;
};

const bytes = { context: 32, nonce: 32, size: 4, commitment: 32 } as const;
const sizeAt = bytes.context + bytes.nonce;
const commitmentAt = sizeAt + bytes.size;
const helloBytes = commitmentAt + bytes.commitment;

/** Says hello and hears the peer's. Errors: `fusion.bad_message` where the terms differ, `fusion.too_many_ids`. */
export async function meet(
  { channel, random, terms, messages }: Run,
  own: { readonly isReceiver: boolean; readonly commitment: Uint8Array; readonly maxIds: number },
): Promise<Met> {
  const context = contextOf(terms);
  const parts = [context, random.bytes(bytes.nonce), u32(messages.count), own.commitment];
  const hello = new Uint8Array(Buffer.concat(parts));
  const [, answer] = await Promise.all([
    channel.send('rr22/hello', hello),
    receiveExactly(channel, 'rr22/hello', helloBytes),
  ]);
  if (!context.every((byte, k) => byte === answer[k]))
    fail('fusion.bad_message', `${channel.peer} does not run the same session on the same terms.`);
  const size = new DataView(answer.buffer, answer.byteOffset).getUint32(sizeAt, true);
  if (size > own.maxIds)
    fail(
      'fusion.too_many_ids',
      `${channel.peer} declares ${size} identifiers; at most ${own.maxIds} are allowed.`,
    );
  const [first, second] = own.isReceiver ? [hello, answer] : [answer, hello];
  return {
    receiverSize: own.isReceiver ? messages.count : size,
    senderSize: own.isReceiver ? size : messages.count,
    transcript: new Uint8Array(Buffer.concat([first, second])),
    commitment: second.subarray(commitmentAt),
  };
}

/** Keys that items and tags are hashed under; `seed` is the receiver's and comes after both hellos, so the sender cannot choose it. */
export type HashKeys = { readonly items: Uint8Array; readonly tags: Uint8Array };

export function hashKeys({ transcript }: Met, seed: Uint8Array): HashKeys {
  return { items: labelled('items', transcript, seed), tags: labelled('tags', transcript, seed) };
}

/** What a vector OLE of this session is bound to. */
export function voleBinding({ transcript }: Met): {
  readonly context: Uint8Array;
  readonly treeKeys: TreeKeys;
} {
  const keys = labelled('trees/keys', transcript);
  return {
    context: labelled('vole', transcript),
    treeKeys: [keys.subarray(0, seedBytes), keys.subarray(seedBytes)],
  };
}

/** Bytes of a tag: all 128 bits against a malicious peer, else 40 bits beyond what tells so many pairs apart. */
export function tagWidth({ adversary }: Terms, { receiverSize, senderSize }: Met): number {
  if (adversary === 'malicious') return 16;
  return Math.min(16, Math.ceil((40 + Math.log2(receiverSize) + Math.log2(senderSize)) / 8));
}

function contextOf({ session, parties, receiver, learns, adversary, plan }: Terms): Uint8Array {
  const text = JSON.stringify([
    session,
    parties,
    receiver,
    learns,
    adversary,
    Buffer.from(plan).toString('hex'),
  ]);
  return labelled('terms', Buffer.from(text, 'utf8'));
}
