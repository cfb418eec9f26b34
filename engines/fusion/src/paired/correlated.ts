import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Channel } from '@finharbor/link';
import type { Ring } from '../ring/ring.ts';
import { bytesOf, lanesOf, type Words, wordsOf } from '../ring/words.ts';
import { addLanes, type Lanes } from '../shares/dealt.ts';
import { receiveBytes, sendBytes } from '../shares/network.ts';
import { choosingEnd, type ExtensionStart, mostTransfers, offeringEnd, type Rows } from './extension.ts';
import { createPads } from './pads.ts';

/**
 * Correlated transfers over Z_2^64 (Asharov et al. 2013): of each transfer one side has a vector d, the other a bit c, and
 * they end with u and u + c·d, u uniform. Both run in either direction on one channel, a call at a time.
 */
export type CorrelatedTransfers = {
  /** Vectors of `length` words one after the other; gives u. */
  readonly offer: (vectors: Words, length: number, adding?: Adding) => Promise<Words>;
  /** Bits (0 or 1), one a transfer, for one offer after the other; gives u + c·d of each. The next ones are sent ahead. */
  readonly choose: (
    choices: Iterable<Uint8Array>,
    length: number,
    adding?: Adding,
  ) => AsyncGenerator<Words, void>;
};

/** Whether words are added as they are, or as four lanes over Z_2^16 each. */
export type Adding = 'words' | 'lanes';

const label = 'paired/corrections';
const minusOne = (1n << 64n) - 1n;

/** How many transfers of vectors of so many words make up one call. */
export function transfersPerCall(length: number): number {
  return Math.max(1, Math.min(mostTransfers, Math.floor(131_072 / length)));
}

/** Runs the base transfers of both directions; the first party of the roster offers first. */
export async function correlatedTransfers(
  start: ExtensionStart & { readonly channel: Channel; readonly ring: Ring; readonly leads: boolean },
): Promise<CorrelatedTransfers> {
  const { channel, ring, leads } = start;
  const early = leads ? await offeringEnd(start) : await choosingEnd(start);
  const late = leads ? await choosingEnd(start) : await offeringEnd(start);
  const [offering, choosing] = (leads ? [early, late] : [late, early]) as [
    Awaited<ReturnType<typeof offeringEnd>>,
    Awaited<ReturnType<typeof choosingEnd>>,
  ];
  const pads = createPads();
  return {
    async offer(vectors, length, adding = 'words') {
      const zeros = await offering.next(vectors.length / length);
      const own = pads(zeros, length);
      const change = pads({ ...zeros, rows: shifted(zeros.rows, offering.offset) }, length);
      const message = vectors.slice();
      if (adding === 'words') {
        ring.addScaled(message, own, 1n);
        ring.addScaled(message, change, minusOne);
      } else {
        addLanes(lanesIn(message), lanesIn(own), 1);
        addLanes(lanesIn(message), lanesIn(change), -1);
      }
      await sendBytes(channel, label, bytesOf(message));
      await nextTurn();
      return own;
    },
    async *choose(choices, length, adding = 'words') {
      for (const [bits, { sent, ...rows }] of ahead(choices, choosing.next)) {
        const own = pads(rows, length);
        const message = wordsOf(await receiveBytes(channel, label, own.byteLength));
        await sent;
        await nextTurn();
        if (adding === 'words') addWhere(ring, own, { message, bits });
        else addLanesWhere(lanesIn(own), { message: lanesIn(message), bits });
        yield own;
      }
    },
  };
}

/** Adds the vectors whose bit is 1; time and addresses do not depend on the bits. */
export function addWhere(ring: Ring, to: Words, of: { message: Words; bits: Uint8Array }): void {
  ring.addScaled(to, ring.hadamard(of.message, spread(of.bits, to.length / of.bits.length)), 1n);
}

/** The same of lanes. */
export function addLanesWhere(to: Lanes, { message, bits }: { message: Lanes; bits: Uint8Array }): void {
  const length = to.length / bits.length;
  for (let i = 0, at = 0; i < bits.length; i++) {
    // Not −bit, which of 0 is a number of another kind.
    const mask = 0 - bits[i]!;
    for (let k = 0; k < length; k++, at++) to[at] = to[at]! + (message[at]! & mask);
  }
}

/** Words as lanes, without copying. */
export function lanesIn(words: Words): Lanes {
  return lanesOf(bytesOf(words));
}

/** Each item with what is made of it, which is one item ahead. */
function* ahead<T, U>(items: Iterable<T>, make: (item: T) => U): Generator<readonly [T, U]> {
  let last: readonly [T, U] | undefined;
  for (const item of items) {
    const next = [item, make(item)] as const;
    if (last) yield last;
    last = next;
  }
  if (last) yield last;
}

function shifted(rows: Rows['rows'], offset: Uint8Array): Rows['rows'] {
  const out = new Int32Array(rows.slice().buffer);
  const by = new Int32Array(offset.slice().buffer);
  for (let k = 0; k < out.length; k++) out[k] = out[k]! ^ by[k & 3]!;
  return new Uint8Array(out.buffer);
}

/** Each bit as `length` words. */
export function spread(bits: Uint8Array, length: number): Words {
  const words = new BigUint64Array(bits.length * length);
  const halves = new Uint32Array(words.buffer);
  for (let i = 0, at = 0; i < bits.length; i++)
    for (let k = 0; k < length; k++, at += 2) halves[at] = bits[i]!;
  return words;
}
