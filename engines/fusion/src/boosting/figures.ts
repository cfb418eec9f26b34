import { toNumbers, toWords, type Words } from '../ring/words.ts';
import { clamp } from '../scorecard/clamp.ts';
import { aucUnits, ksUnits } from '../scorecard/evaluate.ts';
import { larger, positivePart } from '../scorecard/larger.ts';
import { countBins } from '../scorecard/rows.ts';
import type { Engine, Masked, Shared } from '../shares/engine.ts';
import { combine, mapMasked, rowsOf, shareRows } from '../shares/matrix.ts';
import type { Boosting } from './boosting.ts';
import { heldOut, precision } from './layout.ts';
import { recipientsOf } from './plan.ts';

/** Scores are told apart within so many logits of the base, in 2^scoreBits steps; others count at the ends. */
const halfWindow = 4;
const scoreBits = 9;
const steps = 2 ** scoreBits;

const scaleBits = 60;
const shareBits = 44;

/** How well the held-out rows are told apart: AUC to 1/2048, KS to 1/1000. */
export type BoostingFigures = { readonly auc: number; readonly ks: number };

type Around = { readonly stage: (name: string) => void; readonly beforeLast: () => Promise<void> };

/** AUC and KS of the held-out rows under shares, opened to whom the plan says; the last thing a boosting does. */
export async function measure(
  boosting: Boosting,
  scores: readonly Shared[],
  around: Around,
): Promise<BoostingFigures | undefined> {
  const { engine, plan } = boosting;
  if (plan.holdOut === 0) {
    await around.beforeLast();
    return undefined;
  }
  around.stage('measure');
  const counts = await engine.mask('evaluate/counts', await histogram(boosting, scores));
  const scales = await labelScales(boosting);
  const auc = await areaUnder(engine, counts, scales);
  const ks = await kolmogorovSmirnov(engine, counts, scales);
  around.stage('open');
  await around.beforeLast();
  let opened: BoostingFigures | undefined;
  for (const party of recipientsOf(plan, plan.figuresTo)) {
    const words = [
      await engine.reveal('result/auc', auc, { party, bits: 64 }),
      await engine.reveal('result/ks', ks, { party, bits: 64 }),
    ] as const;
    if (words[0] && words[1])
      opened = { auc: toNumbers(words[0])[0]! / aucUnits, ks: toNumbers(words[1])[0]! / ksUnits };
  }
  return opened;
}

/** Held-out rows without and with the outcome by score: 2 × steps. */
async function histogram(boosting: Boosting, scores: readonly Shared[]): Promise<Shared> {
  const { engine, plan, layout, rows, onChunk } = boosting;
  const parts: Shared[] = [];
  for (const [i, { from, to }] of layout.chunks.entries()) {
    const places = Array.from({ length: to - from }, (_, row) => from + row).filter((row) =>
      heldOut(plan, row),
    );
    const score = engine.local(places.length, 1, () =>
      BigUint64Array.from(places, (row) => scores[i]!.words[row - from]!),
    );
    const middle = engine.constant(places.length, 1, () =>
      new BigUint64Array(places.length).fill(BigInt(halfWindow * 2 ** precision.score)),
    );
    const windowed = combine(engine, [
      [score, 1n],
      [middle, 1n],
    ]);
    const shift = precision.score + Math.log2(2 * halfWindow) - scoreBits;
    const step = await clamp(
      engine,
      await engine.truncate('evaluate/scores.shift', windowed, shift),
      scoreBits,
    );
    const label = engine.own({
      owner: plan.labelHolder,
      rows: places.length,
      cols: 1,
      make: () => BigUint64Array.from(places, (row) => BigInt(rows!.outcome![row]! * steps)),
    });
    const counted = await engine.histogram('evaluate/histogram', {
      index: combine(engine, [
        [step, 1n],
        [label, 1n],
      ]),
      size: 2 * steps,
      group: new Int32Array(places.length),
      groups: 1,
    });
    parts.push(await engine.lift('evaluate/histogram.lift', counted));
    await onChunk('measure', to);
  }
  const sum = combine(
    engine,
    parts.map((part) => [part, 1n] as const),
  );
  return { rows: 2, cols: steps, words: sum.words };
}

// 1/(2PN), −1/N and 1/P of the held-out rows are the label holder's; nobody else learns P or N.
function labelScales({ engine, plan, rows }: Boosting): Promise<Masked> {
  return engine.input('evaluate/scales', {
    owner: plan.labelHolder,
    rows: 3,
    cols: 1,
    make() {
      const inGroup = (row: number): boolean => heldOut(plan, row);
      const [good, bad] = countBins({ bins: 2, bin: rows!.outcome! }, inGroup);
      const share = 2 ** shareBits;
      const scales = [2 ** scaleBits / (2 * bad! * good!), -share / good!, share / bad!];
      return toWords(scales.map(Math.round));
    },
  });
}

// Σ_t bad_t · (2·good below t + good_t) = 2PN·AUC.
async function areaUnder(engine: Engine, counts: Masked, scales: Masked): Promise<Shared> {
  const below = mapMasked(rowsOf(counts, 0, 1), { rows: steps, cols: 1 }, (words) => {
    const twice = new BigUint64Array(steps);
    engine.ring.addScaled(twice, engine.ring.prefixSum(words), 2n);
    engine.ring.addScaled(twice, words, (1n << 64n) - 1n);
    return twice;
  });
  const [pairs] = await engine.products('evaluate/auc', [[{ x: rowsOf(counts, 1, 2), y: below }]]);
  const x = await engine.mask('evaluate/auc', pairs!);
  const [area] = await engine.products('evaluate/auc', [[{ x, y: rowsOf(scales, 0, 1) }]]);
  const shift = scaleBits - Math.log2(aucUnits);
  return engine.truncate('evaluate/auc.shift', plusHalf(engine, area!, shift), shift);
}

/** max_t |bad up to t / P − good up to t / N|, by a knock-out; |x| = 2·max(x, 0) − x. */
async function kolmogorovSmirnov(engine: Engine, counts: Masked, scales: Masked): Promise<Shared> {
  const upTo = mapMasked(counts, { rows: 2, cols: steps }, (words) => {
    const both: Words = new BigUint64Array(words.length);
    both.set(engine.ring.prefixSum(words.subarray(0, steps)));
    both.set(engine.ring.prefixSum(words.subarray(steps)), steps);
    return both;
  });
  const [gaps] = await engine.products('evaluate/ks', [
    [{ x: upTo, y: rowsOf(scales, 1, 3), transpose: true }],
  ]);
  const units = plusHalf(engine, combine(engine, [[gaps!, BigInt(ksUnits)]]), shareBits);
  const rounded = await engine.truncate('evaluate/ks.shift', units, shareBits);
  let left = combine(engine, [
    [await positivePart(engine, 'evaluate/ks', rounded), 2n],
    [rounded, -1n],
  ]);
  for (let width = steps / 2; width >= 1; width /= 2)
    left = await larger(engine, 'evaluate/ks', [
      shareRows(left, 0, width),
      shareRows(left, width, 2 * width),
    ]);
  return left;
}

function plusHalf(engine: Engine, x: Shared, bits: number): Shared {
  const half = engine.constant(x.rows, 1, () => new BigUint64Array(x.rows).fill(1n << BigInt(bits - 1)));
  return combine(engine, [
    [x, 1n],
    [half, 1n],
  ]);
}
