import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Random } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import type { Ring } from '../../ring/ring.ts';
import { type Matrix, type Words, wordsOf } from '../../ring/words.ts';
import { receiveBytes, sendBytes } from '../../shares/network.ts';
import { keptBytes, keptPrimes } from './kernels.ts';
import { countsOf, floodLimbs, knownPart, meeting, type Packing, sealedPart } from './packing.ts';
import { type Sealing, sealedBytes } from './sealing.ts';

/** What products under encryption are made with. */
export type SealedMaking = {
  readonly ring: Ring;
  readonly channel: Channel;
  readonly sealing: Sealing;
  readonly random: Random;
};

/** A product at one side: the one who seals has the right matrix, the other knows the left one. */
export type SealedProduct = { readonly packing: Packing; readonly matrix: Matrix; readonly seals: boolean };

const labels = { sealed: 'paired/sealed', sums: 'paired/sums' } as const;
const minusOne = (1n << 64n) - 1n;

/** Shares of some products, side by side: what both have to seal goes out at once. */
export async function sealedProducts(
  making: SealedMaking,
  products: readonly SealedProduct[],
): Promise<Words[]> {
  const [received] = await Promise.all([receiveSealed(making, products), sendSealed(making, products)]);
  const out: Words[] = products.map(({ packing: { shape } }) => new BigUint64Array(shape.rows * shape.cols));
  await Promise.all([answer(making, products, { received, out }), hear(making, products, out)]);
  return out;
}

async function sendSealed(
  { channel, sealing }: SealedMaking,
  products: readonly SealedProduct[],
): Promise<void> {
  for (const { packing, matrix, seals } of products) {
    if (!seals) continue;
    const { stretches, strips } = countsOf(packing);
    for (let strip = 0; strip < strips; strip++)
      for (let stretch = 0; stretch < stretches; stretch++) {
        await sendBytes(channel, labels.sealed, sealing.seal(sealedPart(packing, matrix, [stretch, strip])));
        await nextTurn();
      }
  }
}

async function receiveSealed(
  { channel }: SealedMaking,
  products: readonly SealedProduct[],
): Promise<Uint8Array[][]> {
  const received: Uint8Array[][] = [];
  for (const { packing, seals } of products) {
    const { stretches, strips } = countsOf(packing);
    const sealed: Uint8Array[] = [];
    while (!seals && sealed.length < strips * stretches)
      sealed.push(await receiveBytes(channel, labels.sealed, sealedBytes));
    received.push(sealed);
  }
  return received;
}

type Answer = { readonly received: readonly (readonly Uint8Array[])[]; readonly out: readonly Words[] };

async function answer(
  making: SealedMaking,
  products: readonly SealedProduct[],
  { received, out }: Answer,
): Promise<void> {
  for (const [i, product] of products.entries())
    if (!product.seals) await answerOne(making, product, { sealed: received[i]!, out: out[i]! });
}

// The known side draws its share, and the other gets what is left.
async function answerOne(
  { channel, sealing, random, ring }: SealedMaking,
  { packing, matrix }: SealedProduct,
  { sealed, out }: { readonly sealed: readonly Uint8Array[]; readonly out: Words },
): Promise<void> {
  const { stretches, bands, strips } = countsOf(packing);
  const limbs = floodLimbs(packing);
  const each = Array.from({ length: stretches }, (_, stretch) => stretch);
  for (let strip = 0; strip < strips; strip++) {
    const sums = sealing.sums(sealed.slice(strip * stretches, (strip + 1) * stretches));
    for (let band = 0; band < bands; band++) {
      const { places, entries } = meeting(packing, [band, strip]);
      const plus = wordsOf(random.bytes(8 * places.length) as Uint8Array<ArrayBuffer>);
      const pairs = each.map(
        (stretch) => [stretch, sums.know(knownPart(packing, matrix, [stretch, band]))] as const,
      );
      await sendBytes(channel, labels.sums, sums.blinded(pairs, { places, plus, limbs }));
      for (const [k, entry] of entries.entries()) out[entry] = plus[k]!;
      await nextTurn();
    }
    sums.end();
  }
  const drawn = out.slice();
  out.fill(0n);
  ring.addScaled(out, drawn, minusOne);
}

async function hear(
  { channel, sealing }: SealedMaking,
  products: readonly SealedProduct[],
  out: readonly Words[],
): Promise<void> {
  for (const [i, { packing, seals }] of products.entries()) {
    if (!seals) continue;
    const { bands, strips } = countsOf(packing);
    for (let strip = 0; strip < strips; strip++)
      for (let band = 0; band < bands; band++) {
        const { places, entries } = meeting(packing, [band, strip]);
        const bytes = await receiveBytes(channel, labels.sums, keptBytes + 4 * keptPrimes * places.length);
        const words = sealing.open(bytes, places);
        for (const [k, entry] of entries.entries()) out[i]![entry] = words[k]!;
        await nextTurn();
      }
  }
}
