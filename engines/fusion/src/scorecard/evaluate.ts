import type { Masked, Shared } from '../shares/engine.ts';
import { combine, shareRows, stack } from '../shares/matrix.ts';
import { clamp } from './clamp.ts';
import { type Inputs, roundCounts, type Training } from './count.ts';
import { type Fitted, inOneColumn, labelWords, scoresOf } from './fit.ts';
import { inBatches } from './layout.ts';
import { countBins } from './rows.ts';
import { termBits } from './scales.ts';
import { areasUnder, halfWindow, kolmogorovSmirnov, labelScales } from './separation.ts';

/** How many points of the ROC curve are opened, a quarter of a logit apart from two below the data's log-odds on. */
export const rocPoints = 16;

/** What is measured, under shares: groups are joint folds, joint out of time, offices folds, offices out of time. */
export type Evaluated = {
  /** groups × 1, in units of 1/2048. */
  readonly auc: Shared;
  /** groups × 1, in thousandths. */
  readonly ks: Shared;
  /** Per model, defaults then all non-defaults at or above each threshold, in multiples of the smallest group. */
  readonly roc: Shared;
};

/** Stage `evaluate`: scores, histograms, AUC, KS and ROC of held-out rows, all under shares. */
export async function evaluate(
  training: Training,
  inputs: readonly Inputs[],
  fitted: Fitted,
): Promise<Evaluated> {
  const { engine } = training;
  const scales = await scalesOfGroups(training);
  const pairs = await histograms(training, inputs, fitted);
  const sets = groupsOf(training.layout);
  const counted = { counts: await engine.mask('evaluate/counts', pairs), scales, sets };
  return {
    auc: await areasUnder(engine, counted),
    ks: await kolmogorovSmirnov(engine, counted),
    roc: await roc(training, pairs),
  };
}

/** The log-odds of all rows, to a quarter: the middle of the window of scores. Only the label holder knows it. */
export function middleOf(label: Uint8Array): number {
  const [good, bad] = countBins({ bins: 2, bin: label }, () => true);
  return Math.round(4 * Math.log(bad! / good!)) / 4;
}

/** Defaults, then non-defaults, per score bin of each group: 2 · groups × bins. */
async function histograms(training: Training, inputs: readonly Inputs[], { terms }: Fitted): Promise<Shared> {
  const { engine, plan, layout, rows } = training;
  const windowed = combine(engine, [
    [terms, 1n],
    [
      engine.own({
        owner: plan.labelHolder,
        rows: terms.rows,
        cols: terms.cols,
        make() {
          const words = new BigUint64Array(terms.rows * terms.cols);
          const start = (halfWindow - middleOf(rows!.outcome!.label)) * 2 ** termBits;
          return words.fill(BigInt.asUintN(64, BigInt(start)), 0, terms.cols);
        },
      }),
      1n,
    ],
  ]);
  const masked = await engine.mask('evaluate/terms', windowed);
  const parts: Shared[] = [];
  for (const batch of inBatches(inputs)) {
    const scores: Shared[] = [];
    for (const input of batch) {
      const fits = input.scored.map(({ fit }) => fit);
      scores.push(inOneColumn(await scoresOf(training, input, { terms: windowed, masked, fits })));
    }
    parts.push(await countScores(training, batch, stack(engine, scores)));
    await training.onWork('evaluate', batch.at(-1)!.to, layout.rows);
  }
  const [counts, bins] = [parts[0]!, 2 ** layout.scoreBits];
  const sum = combine(
    engine,
    parts.map((part) => [part, 1n] as const),
  );
  // Defaults stand behind the non-defaults of their group; measures take them first.
  return engine.local(2 * counts.rows, bins, () => {
    const words = new BigUint64Array(sum.words.length);
    for (let at = 0; at < words.length; at += 2 * bins) {
      words.set(sum.words.subarray(at + bins, at + 2 * bins), at);
      words.set(sum.words.subarray(at, at + bins), at + bins);
    }
    return words;
  });
}

/** A batch's scores counted: each group's non-defaults and then its defaults, by bin. */
async function countScores(
  { engine, plan, layout, rows }: Training,
  batch: readonly Inputs[],
  scores: Shared,
): Promise<Shared> {
  const bits = layout.scoreBits;
  const shift = termBits + Math.log2(2 * halfWindow) - bits;
  const steps = await engine.truncate('evaluate/scores.shift', scores, shift);
  const label = engine.own({
    owner: plan.labelHolder,
    rows: scores.rows,
    cols: 1,
    make: () => labelWords(rows!.outcome!.label, batch, { bits, of: ({ scored }) => scored.length }),
  });
  const index = combine(engine, [
    [await clamp(engine, steps, bits), 1n],
    [label, 1n],
  ]);
  const group = batch.flatMap(({ from, to, scored }) =>
    Array.from({ length: to - from }, () => scored.map(({ group }) => group)).flat(),
  );
  const counted = await engine.histogram('evaluate/histogram', {
    index,
    size: 2 ** (bits + 1),
    group: Int32Array.from(group),
    groups: 2 * layout.groups.length,
  });
  return engine.lift('evaluate/histogram.lift', counted);
}

// Each group's scales are the label holder's; nobody else learns P or N.
function scalesOfGroups({ engine, plan, layout, rows }: Training): Promise<Masked> {
  return engine.input('evaluate/scales', {
    owner: plan.labelHolder,
    rows: layout.groups.length * 3,
    cols: 1,
    make: () =>
      BigUint64Array.from(
        layout.groups.flatMap((cells) => {
          const inGroup = (row: number): boolean =>
            cells.some((cell) => row >= layout.cellStart[cell]! && row < layout.cellStart[cell + 1]!);
          const [good, bad] = countBins({ bins: 2, bin: rows!.outcome!.label }, inGroup);
          return [...labelScales([good!, bad!])];
        }),
      ),
  });
}

// Of the groups of both models, the rows each is over.
function groupsOf({ groups }: Training['layout']): number[] {
  return [...groups.keys(), ...groups.keys()];
}

// From two logits below the middle on, pooled over the folds.
async function roc(training: Training, pairs: Shared): Promise<Shared> {
  const { engine, layout } = training;
  const folds = layout.groups.length - 1;
  const bins = 2 ** layout.scoreBits;
  const atOrAbove = new BigUint64Array(bins * rocPoints);
  for (let j = 0; j < rocPoints; j++)
    for (let t = bins / 4 + (j * bins) / 32; t < bins; t++) atOrAbove[t * rocPoints + j] = 1n;
  const pooled = (from: number, row: number): Shared =>
    combine(
      engine,
      Array.from({ length: folds }, (_, k) => {
        const at = (from + k) * 2 + row;
        return [shareRows(pairs, at, at + 1), 1n] as const;
      }),
    );
  const curves = [0, folds + 1].flatMap((from) =>
    [0, 1].map((row) => {
      const counts = pooled(from, row);
      const points = { rows: bins, cols: rocPoints, words: atOrAbove };
      return engine.local(rocPoints, 1, () => engine.ring.multiply(counts, points));
    }),
  );
  return roundCounts(training, 'evaluate/roc', stack(engine, curves));
}
