import { toWords } from '../ring/words.ts';
import type { Masked, Shared, Term } from '../shares/engine.ts';
import { columnsOf, combine, mapMasked, rowsOf, shareRows, stack } from '../shares/matrix.ts';
import { type MaskedInputs, roundCounts, type Training } from './count.ts';
import { addToEveryRow, type Fitted, shiftIntercept, termBits } from './fit.ts';
import { countBins } from './rows.ts';

const etaBits = 13;
const scaleBits = 46;
const shareBits = 30;

/** KS and its steps are counted in thousandths; look-ups over −1001 … 1001 fit 2^11. */
export const ksUnits = 1_000;
const ksDomain = 2_048;

/** AUC is opened in units of 1/2048. */
export const aucUnits = 2_048;

/** How many points of the ROC curve are opened, a quarter of a logit apart from centre − 2 on. */
export const rocPoints = 16;

/** What is measured, under shares: groups are joint folds, joint out of time, offices folds, offices out of time. */
export type Evaluated = {
  /** groups × 1, in units of 1/2048. */
  readonly auc: Shared;
  /** groups × 1, in thousandths, over Z_2^16. */
  readonly ks: Shared;
  /** Per model, defaults then all non-defaults at or above each threshold, in multiples of the smallest group. */
  readonly roc: Shared;
};

/** One evaluation group of one model: its test cells and the fit that did not see them. */
type Group = { readonly fit: number; readonly cells: readonly number[]; readonly label: number };

/** Groups measured together, with score bins of one width. */
type Batch = { readonly groups: readonly Group[]; readonly bits: number };

/** Stage `evaluate`: scores, histograms, AUC, KS and ROC of held-out rows, all under shares. */
export async function evaluate(training: Training, inputs: MaskedInputs, fitted: Fitted): Promise<Evaluated> {
  const { engine, plan, layout } = training;
  const { scoreBits } = plan;
  const scores = await scoreTerms(training, fitted);
  const scales = await labelScales(training);
  const [joint, offices] = [groupsOf(training, 'joint'), groupsOf(training, 'offices')];
  const folds = layout.groups.length - 1;
  const inTime = { groups: [...joint.slice(0, folds), ...offices.slice(0, folds)], bits: scoreBits.folds };
  const outOfTime = { groups: [joint[folds]!, offices[folds]!], bits: scoreBits.outOfTime };
  const byFold = await measure(training, inputs, { ...scores, ...inTime, scales });
  const late = await measure(training, inputs, { ...scores, ...outOfTime, scales });
  const ordered = (fold: Shared, last: Shared): Shared =>
    stack(engine, [
      shareRows(fold, 0, folds),
      shareRows(last, 0, 1),
      shareRows(fold, folds, folds * 2),
      shareRows(last, 1, 2),
    ]);
  return {
    auc: ordered(byFold.auc, late.auc),
    ks: ordered(byFold.ks, late.ks),
    roc: await roc(training, byFold.pairs),
  };
}

function groupsOf({ layout }: Training, model: string): Group[] {
  return layout.groups.map((cells, label) => ({
    cells,
    label,
    fit: layout.fits.findIndex((fit) => fit.model === model && fit.set === label),
  }));
}

type Scores = { readonly short: Shared; readonly masked: Masked };

/** D·w of every fit, moved so that the window of scores begins at zero. */
async function scoreTerms(training: Training, { terms }: Fitted): Promise<Scores> {
  const start = BigInt((4 - training.plan.centreLogit) * 2) << BigInt(termBits - 1);
  const windowed = shiftIntercept(training, terms, start);
  const short = await training.engine.truncate('evaluate/terms.shift', windowed, termBits - etaBits);
  return { short, masked: await training.engine.mask('evaluate/terms', short) };
}

type Measuring = Batch & Scores & { readonly scales: Masked };

async function measure(
  training: Training,
  inputs: MaskedInputs,
  of: Measuring,
): Promise<{ auc: Shared; ks: Shared; pairs: Shared }> {
  const { engine } = training;
  const { all, bad } = await histograms(training, inputs, of);
  const row = (x: Shared, g: number): Shared => shareRows(x, g, g + 1);
  const pairs = stack(
    engine,
    of.groups.flatMap((_, g) => [
      row(bad, g),
      combine(engine, [
        [row(all, g), 1n],
        [row(bad, g), -1n],
      ]),
    ]),
  );
  const counts = await engine.mask('evaluate/counts', pairs);
  return {
    auc: await aucs(training, { ...of, counts }),
    ks: await kolmogorovSmirnov(training, { ...of, counts }),
    pairs,
  };
}

/** Counts of all rows and of defaults per group and score bin. */
async function histograms(
  training: Training,
  inputs: MaskedInputs,
  { groups, bits, short, masked }: Measuring,
): Promise<{ all: Shared; bad: Shared }> {
  const { engine, layout } = training;
  const stretches = groups.flatMap(({ fit, cells }, group) =>
    cells
      .map((cell) => ({ fit, group, from: layout.cellStart[cell]!, to: layout.cellStart[cell + 1]! }))
      .filter(({ from, to }) => to > from),
  );
  const jobs = stretches.map(({ fit, from, to }) =>
    layout.parties.map(({ party, from: bin, bins }): Term => {
      const terms = columnsOf(rowsOf(masked, bin + 1, bin + 1 + bins), fit, fit + 1);
      return { x: rowsOf(inputs.bins.get(party)!, from, to), y: terms };
    }),
  );
  const parts = await engine.products('evaluate/scores', jobs);
  const scores = parts.map((part, i) =>
    engine.local(part.rows, 1, () => {
      const { fit } = stretches[i]!;
      return addToEveryRow(engine, part.words, short.words.slice(fit, fit + 1));
    }),
  );
  const index = await engine.truncate('evaluate/scores.shift', stack(engine, scores), etaBits - (bits - 3));
  const rows = stretches.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
  const group = stretches.flatMap(({ from, to, group }) => Array<number>(to - from).fill(group));
  const counted = await engine.histogram('evaluate/histogram', {
    index,
    size: 2 ** bits,
    rows: Int32Array.from(rows),
    group: Int32Array.from(group),
    groups: groups.length,
    weight: inputs.label,
  });
  const lifted = await engine.lift('evaluate/histogram.lift', stack(engine, [counted.all, counted.weighted]));
  return {
    all: shareRows(lifted, 0, groups.length),
    bad: shareRows(lifted, groups.length, groups.length * 2),
  };
}

// 1/(2PN), 1/P and −1/N of each group's rows are the label holder's; nobody else learns P or N.
function labelScales({ engine, plan, layout, rows }: Training): Promise<Masked> {
  return engine.input('evaluate/scales', {
    owner: plan.labelHolder,
    rows: layout.groups.length * 3,
    cols: 1,
    make: () =>
      toWords(
        layout.groups.flatMap((cells) => {
          const inGroup = (row: number): boolean =>
            cells.some((cell) => row >= layout.cellStart[cell]! && row < layout.cellStart[cell + 1]!);
          const [good, bad] = countBins({ bins: 2, bin: rows!.outcome!.label }, inGroup) as unknown as [
            number,
            number,
          ];
          const share = 2 ** shareBits;
          return [2 ** scaleBits / (2 * bad * good), share / bad, -share / good].map((value) =>
            Math.round(value),
          );
        }),
      ),
  });
}

type Counted = Measuring & { readonly counts: Masked };

// Σ_t bad_t · (2·good below t + good_t) = 2PN·AUC.
async function aucs({ engine }: Training, { counts, scales, groups, bits }: Counted): Promise<Shared> {
  const size = 2 ** bits;
  const jobs = groups.map((_, g): Term[] => {
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
  const scaled = groups.map(({ label }, g) => [
    { x: rowsOf(pairs, g, g + 1), y: rowsOf(scales, label * 3, label * 3 + 1) },
  ]);
  const raw = stack(engine, await engine.products('evaluate/auc', scaled));
  const shift = scaleBits - Math.log2(aucUnits);
  return engine.truncate('evaluate/auc.shift', plusHalf({ engine }, raw, shift), shift);
}

function plusHalf({ engine }: Pick<Training, 'engine'>, x: Shared, bits: number): Shared {
  const half = engine.constant(x.rows, x.cols, () =>
    new BigUint64Array(x.rows * x.cols).fill(1n << BigInt(bits - 1)),
  );
  return combine(engine, [
    [x, 1n],
    [half, 1n],
  ]);
}

/** max_t |bad up to t / P − good up to t / N|, by a tournament of look-ups. */
async function kolmogorovSmirnov(
  { engine }: Training,
  { counts, scales, groups, bits }: Counted,
): Promise<Shared> {
  const bins = 2 ** bits;
  const jobs = groups.map(({ label }, g): Term[] => {
    const upTo = mapMasked(rowsOf(counts, g * 2, g * 2 + 2), { rows: 2, cols: bins }, (words) => {
      const both = new BigUint64Array(words.length);
      both.set(engine.ring.prefixSum(words.subarray(0, bins)));
      both.set(engine.ring.prefixSum(words.subarray(bins)), bins);
      return both;
    });
    return [{ x: upTo, y: rowsOf(scales, label * 3 + 1, label * 3 + 3), transpose: true }];
  });
  const gaps = stack(engine, await engine.products('evaluate/ks', jobs));
  const units = combine(engine, [[gaps, BigInt(ksUnits)]]);
  const rounded = await engine.truncate(
    'evaluate/ks.shift',
    plusHalf({ engine }, units, shareBits),
    shareBits,
  );
  const half = ksDomain / 2;
  const absolute = Uint16Array.from({ length: ksDomain }, (_, i) => (i < half ? i : ksDomain - i));
  const size = ksDomain;
  let left = await engine.lookup('evaluate/ks.size', { index: rounded, size, tables: [absolute] });
  for (let width = bins; width > 1; width /= 2) left = await halve({ engine }, { left, width });
  return left;
}

async function halve(
  { engine }: Pick<Training, 'engine'>,
  { left, width }: { left: Shared; width: number },
): Promise<Shared> {
  const rows = left.rows / width;
  const cut = (from: number): Shared =>
    engine.local((rows * width) / 2, 1, () => {
      const words = new BigUint64Array((rows * width) / 2);
      for (let row = 0; row < rows; row++)
        words.set(left.words.subarray(row * width + from, row * width + from + width / 2), (row * width) / 2);
      return words;
    });
  return larger(engine, 'evaluate/ks.larger', [cut(0), cut(width / 2)]);
}

/** max(a, b) word by word over Z_2^16, for |a − b| < 1024: b + max(a − b, 0) by one look-up. */
export async function larger(
  engine: Training['engine'],
  label: string,
  [a, b]: readonly [Shared, Shared],
): Promise<Shared> {
  const difference = combine(engine, [
    [a, 1n],
    [b, -1n],
  ]);
  const positive = Uint16Array.from({ length: ksDomain }, (_, i) => (i < ksDomain / 2 ? i : 0));
  const gain = await engine.lookup(label, { index: difference, size: ksDomain, tables: [positive] });
  return combine(engine, [
    [b, 1n],
    [gain, 1n],
  ]);
}

// At or above centre − 2, then a quarter of a logit apart, pooled over the folds.
async function roc(training: Training, pairs: Shared): Promise<Shared> {
  const { engine, plan, layout } = training;
  const folds = layout.groups.length - 1;
  const bins = 2 ** plan.scoreBits.folds;
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
  const curves = [0, folds].flatMap((from) =>
    [0, 1].map((row) => {
      const counts = pooled(from, row);
      const points = { rows: bins, cols: rocPoints, words: atOrAbove };
      return engine.local(rocPoints, 1, () => engine.ring.multiply(counts, points));
    }),
  );
  return roundCounts(training, 'evaluate/roc', stack(engine, curves));
}
