import { toWords, type Words } from '../ring/words.ts';
import type { Engine, Masked, Shared, Term } from '../shares/engine.ts';
import { combine, mapMasked, rowsOf, stack } from '../shares/matrix.ts';
import { larger, positivePart } from './larger.ts';

/** Scores are told apart within so many logits of a middle; others count at the window's ends. */
export const halfWindow = 4;

/** KS and its steps are counted in thousandths. */
export const ksUnits = 1_000;

/** AUC is opened in units of 1/2048. */
export const aucUnits = 2_048;

const scaleBits = 60;
const shareBits = 44;

/** Rows counted by score, to be measured. */
export type Counted = {
  /** Of each group those with the outcome, then those without, by score: 2 · groups × scores. */
  readonly counts: Masked;
  /** `labelScales` of some sets of rows, one below the other. */
  readonly scales: Masked;
  /** For each group, which of these sets it is of. */
  readonly sets: readonly number[];
};

/** 1/(2PN), 1/P and −1/N of rows, N without and P with the outcome: 3 × 1. */
export function labelScales([good, bad]: readonly [number, number]): Words {
  const share = 2 ** shareBits;
  return toWords([2 ** scaleBits / (2 * bad * good), share / bad, -share / good].map(Math.round));
}

/** The area under the ROC curve of each group, in `aucUnits`: Σ_t bad_t · (2·good below t + good_t) = 2PN·AUC. */
export async function areasUnder(engine: Engine, { counts, scales, sets }: Counted): Promise<Shared> {
  const size = counts.cols;
  const jobs = sets.map((_, g): Term[] => {
    const good = rowsOf(counts, g * 2 + 1, g * 2 + 2);
    const y = mapMasked(good, { rows: size, cols: 1 }, (words) => {
      const twice = new BigUint64Array(size);
      engine.ring.addScaled(twice, engine.ring.prefixSum(words), 2n);
      engine.ring.addScaled(twice, words, (1n << 64n) - 1n);
      return twice;
    });
    return [{ x: rowsOf(counts, g * 2, g * 2 + 1), y }];
  });
  const pairs = await engine.mask('evaluate/auc', stack(engine, await engine.products('evaluate/auc', jobs)));
  const scaled = sets.map((set, g) => [
    { x: rowsOf(pairs, g, g + 1), y: rowsOf(scales, set * 3, set * 3 + 1) },
  ]);
  const raw = stack(engine, await engine.products('evaluate/auc', scaled));
  const shift = scaleBits - Math.log2(aucUnits);
  return engine.truncate('evaluate/auc.shift', plusHalf(engine, raw, shift), shift);
}

/** max_t |bad up to t / P − good up to t / N| of each group, in `ksUnits`, by a tournament; |x| = 2·max(x, 0) − x. */
export async function kolmogorovSmirnov(engine: Engine, { counts, scales, sets }: Counted): Promise<Shared> {
  const size = counts.cols;
  const jobs = sets.map((set, g): Term[] => {
    const upTo = mapMasked(rowsOf(counts, g * 2, g * 2 + 2), { rows: 2, cols: size }, (words) => {
      const both = new BigUint64Array(words.length);
      both.set(engine.ring.prefixSum(words.subarray(0, size)));
      both.set(engine.ring.prefixSum(words.subarray(size)), size);
      return both;
    });
    return [{ x: upTo, y: rowsOf(scales, set * 3 + 1, set * 3 + 3), transpose: true }];
  });
  const gaps = stack(engine, await engine.products('evaluate/ks', jobs));
  const units = plusHalf(engine, combine(engine, [[gaps, BigInt(ksUnits)]]), shareBits);
  const rounded = await engine.truncate('evaluate/ks.shift', units, shareBits);
  const positive = await positivePart(engine, 'evaluate/ks', rounded);
  let left = combine(engine, [
    [positive, 2n],
    [rounded, -1n],
  ]);
  for (let width = size; width > 1; width /= 2) left = await halve(engine, left, width);
  return left;
}

async function halve(engine: Engine, left: Shared, width: number): Promise<Shared> {
  const rows = left.rows / width;
  const cut = (from: number): Shared =>
    engine.local((rows * width) / 2, 1, () => {
      const words = new BigUint64Array((rows * width) / 2);
      for (let row = 0; row < rows; row++)
        words.set(left.words.subarray(row * width + from, row * width + from + width / 2), (row * width) / 2);
      return words;
    });
  return larger(engine, 'evaluate/ks', [cut(0), cut(width / 2)]);
}

function plusHalf(engine: Engine, x: Shared, bits: number): Shared {
  const half = engine.constant(x.rows, x.cols, () =>
    new BigUint64Array(x.rows * x.cols).fill(1n << BigInt(bits - 1)),
  );
  return combine(engine, [
    [x, 1n],
    [half, 1n],
  ]);
}
