import { widened } from '../paired/matrices.ts';
import type { Ring } from '../ring/ring.ts';
import { bytesOf, toNumbers, type Words, wordsOf } from '../ring/words.ts';
import type { Shared } from '../shares/engine.ts';
import { receiveBytes, sendBytes } from '../shares/network.ts';
import type { PartySetting } from '../shares/party.ts';
import { messagesOf, type SeriesRead, type WaveRead } from './engine.ts';
import type { Angles, Kernels } from './kernels.ts';
import { openAngles } from './party-engine.ts';

/*
 * A series at δ + r0 + r1, where δ is open and each party knows its r: by the addition theorems an inner product of terms that the
 * first party computes from δ + r0 with the waves of r1, which the second party knows. So waves of r need not be shared, and no product
 * of two fixed-point numbers has to be cut.
 */

/** Bits of the second party's waves, the sign's among them, and what they are multiplied by to fill these bits. */
export const waveBits = 15;
export const waveScale: number = 2 ** (waveBits - 1) - 1;

/** The label of the first party's masked terms. */
export const termsLabel = 'step/terms';

const minusOne = (1n << 64n) - 1n;
const fine = 2 ** 30;

type Setting = PartySetting & { readonly kernels: Kernels };

/** Reads series like `readSeries`, with material that two parties made without a dealer. */
export async function readSeriesInPair(setting: Setting, label: string, of: WaveRead): Promise<Shared[]> {
  const { rows } = of.x;
  const terms = of.reads[0]!.series.pairs.length / 2;
  const length = of.reads.length;
  const { opened, mask } = await openAngles(setting, label, { x: of.x.words, drop: of.drop });
  const masks = messagesOf(mask, terms);
  const all = new BigUint64Array(rows * length);
  let at = 0;
  for (const [i, angles] of messagesOf(opened, terms).entries()) {
    const shares = await readPart(setting, of, { angles, mask: masks[i]! });
    all.set(shares, at);
    at += shares.length;
  }
  return of.reads.map((_, k) => {
    const words = all.filter((_, i) => i % length === k);
    return { rows, cols: 1, words: withConstant(setting, words, { of, k }) };
  });
}

type Part = { readonly angles: Angles; readonly mask: Angles };

async function readPart(setting: Setting, of: WaveRead, { angles, mask }: Part): Promise<Words> {
  const { parties, self, correlations, kernels, ring } = setting;
  const [channel] = setting.channels.values();
  const terms = of.reads[0]!.series.pairs.length / 2;
  const length = of.reads.length;
  const count = angles.length * terms * 2 * length;
  const hidden = correlations.owned(parties[0]!, count);
  const shares = await correlations.derived(angles.length * length);
  setting.transcript.record(termsLabel, count);
  if (parties[0] === self) {
    const from = angles.map((angle, row) => angle + mask[row]!);
    const values = termsAt(kernels, from, of);
    ring.addScaled(values, hidden, minusOne);
    setting.onMask?.({ label: termsLabel, mask: bytesOf(hidden), sent: bytesOf(values) });
    await sendBytes(channel!, termsLabel, bytesOf(values));
    return shares;
  }
  const values = wordsOf(await receiveBytes(channel!, termsLabel, count * 8));
  const waves = widened(kernels.waves(mask, { terms, scale: waveScale }), length);
  ring.addScaled(shares, sumsByRow(ring, ring.hadamard(values, waves), { terms, length }), 1n);
  return shares;
}

/** The waves' factors in f cos m(y + r1) + g sin m(y + r1), a series after the other. */
function termsAt(kernels: Kernels, from: Angles, { reads, waveBits: dealtBits }: WaveRead): Words {
  const terms = reads[0]!.series.pairs.length / 2;
  const waves = toNumbers(kernels.waves(from, { terms, scale: fine }));
  const words = new BigUint64Array(waves.length * reads.length);
  const halves = new Int32Array(words.buffer);
  const put = (at: number, value: number): void => {
    halves[2 * at] = value;
    halves[2 * at + 1] = Math.floor(value / 2 ** 32);
  };
  for (const [k, { series, bits }] of reads.entries()) {
    const scale = 2 ** (bits + dealtBits) / (fine * waveScale);
    for (let i = 0; i < waves.length; i += 2) {
      const m = i % (2 * terms);
      const [f, g] = [series.pairs[m]! * scale, series.pairs[m + 1]! * scale];
      put(i * reads.length + k, Math.round(f * waves[i]! + g * waves[i + 1]!));
      put((i + 1) * reads.length + k, Math.round(g * waves[i]! - f * waves[i + 1]!));
    }
  }
  return words;
}

/** Of products that stand row by row, term by term and series by series, the sums over terms. */
export function sumsByRow(ring: Ring, products: Words, of: { terms: number; length: number }): Words {
  const cols = 2 * of.terms * of.length;
  const picks = BigUint64Array.from({ length: cols * of.length }, (_, at) =>
    Math.floor(at / of.length) % of.length === at % of.length ? 1n : 0n,
  );
  return ring.multiply(
    { rows: products.length / cols, cols, words: products },
    { rows: cols, cols: of.length, words: picks },
  );
}

function withConstant(
  { ring, parties, self }: PartySetting,
  words: Words,
  { of, k }: { readonly of: WaveRead; readonly k: number },
): Words {
  if (parties[0] !== self) return words;
  const { series, bits }: SeriesRead = of.reads[k]!;
  const constant = BigInt(Math.round(series.constant * 2 ** (bits + of.waveBits)));
  ring.addScaled(words, new BigUint64Array(words.length).fill(1n), BigInt.asUintN(64, constant));
  return words;
}
