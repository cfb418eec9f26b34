import { toWords, type Words } from '../ring/words.ts';
import type { Masked, Shared, Term } from '../shares/engine.ts';
import { columnsOf, combine, mapMasked, reshape, rowsOf, shareRows, stack } from '../shares/matrix.ts';
import { type MaskedInputs, roundCounts, type Training } from './count.ts';
import { addToEveryRow, type Fitted, shiftIntercept, termBits } from './fit.ts';
import { countBins } from './rows.ts';

const etaBits = 13;
const scoreBits = 10;
/** Score bins: 1/128 of a logit wide, over centre ± 4. */
export const scoreBins: number = 2 ** scoreBits;
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

/** Stage `evaluate`: scores, histograms, AUC, KS and ROC of held-out rows, all under shares. */
export async function evaluate(training: Training, inputs: MaskedInputs, fitted: Fitted): Promise<Evaluated> {
  const { engine } = training;
  const groups = groupsOf(training);
  const { all, bad } = await histograms(training, inputs, { fitted, groups });
  const pairs = stack(
    engine,
    groups.flatMap((_, g) => [
      shareRows(bad, g, g + 1),
      combine(engine, [
        [shareRows(all, g, g + 1), 1n],
        [shareRows(bad, g, g + 1), -1n],
      ]),
    ]),
  );
  const masked = await engine.mask('evaluate/counts', pairs);
  const scales = await labelScales(training);
  const auc = await aucs(training, { masked, scales, groups });
  const ks = await kolmogorovSmirnov(training, { masked, scales, groups });
  return { auc, ks, roc: await roc(training, { pairs, groups }) };
}

function groupsOf({ layout }: Training): Group[] {
  const setsOf = (model: string): Group[] =>
    layout.groups.map((cells, label) => ({
      cells,
      label,
      fit: layout.fits.findIndex((fit) => fit.model === model && fit.set === label),
    }));
  return [...setsOf('joint'), ...setsOf('offices')];
}

/** Counts of all rows and of defaults per group and score bin. */
async function histograms(
  training: Training,
  inputs: MaskedInputs,
  { fitted, groups }: { fitted: Fitted; groups: readonly Group[] },
): Promise<{ all: Shared; bad: Shared }> {
  const { engine, plan, layout } = training;
  const windowed = shiftIntercept(
    training,
    fitted.terms,
    BigInt((4 - plan.centreLogit) * 2) << BigInt(termBits - 1),
  );
  const short = await engine.truncate('evaluate/terms.shift', windowed, termBits - etaBits);
  const masked = await engine.mask('evaluate/terms', short);
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
  const index = await engine.truncate(
    'evaluate/scores.shift',
    stack(engine, scores),
    etaBits - (scoreBits - 3),
  );
  const rows = stretches.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
  const group = stretches.flatMap(({ from, to, group }) => Array<number>(to - from).fill(group));
  const counted = await engine.histogram('evaluate/histogram', {
    index,
    size: scoreBins,
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

type Measuring = { readonly masked: Masked; readonly scales: Masked; readonly groups: readonly Group[] };

// Σ_t bad_t · (2·good below t + good_t) = 2PN·AUC.
async function aucs({ engine }: Training, { masked, scales, groups }: Measuring): Promise<Shared> {
  const below = upperTriangle((u, t) => (u < t ? 2n : 1n));
  const jobs = groups.map((_, g): Term[] => {
    const good = rowsOf(masked, g * 2 + 1, g * 2 + 2);
    const y = mapMasked(good, { rows: scoreBins, cols: 1 }, (words) =>
      engine.ring.multiply({ rows: 1, cols: scoreBins, words }, below),
    );
    return [{ x: rowsOf(masked, g * 2, g * 2 + 1), y }];
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

function upperTriangle(value: (u: number, t: number) => bigint): {
  rows: number;
  cols: number;
  words: Words;
} {
  const words = new BigUint64Array(scoreBins * scoreBins);
  for (let u = 0; u < scoreBins; u++)
    for (let t = u; t < scoreBins; t++) words[u * scoreBins + t] = value(u, t);
  return { rows: scoreBins, cols: scoreBins, words };
}

/** max_t |bad up to t / P − good up to t / N|, by a tournament of look-ups. */
async function kolmogorovSmirnov(
  { engine }: Training,
  { masked, scales, groups }: Measuring,
): Promise<Shared> {
  const upTo = upperTriangle(() => 1n);
  const jobs = groups.map(({ label }, g): Term[] => {
    const counts = mapMasked(rowsOf(masked, g * 2, g * 2 + 2), { rows: 2, cols: scoreBins }, (words) =>
      engine.ring.multiply({ rows: 2, cols: scoreBins, words }, upTo),
    );
    return [{ x: counts, y: reshape(rowsOf(scales, label * 3 + 1, label * 3 + 3), 2, 1), transpose: true }];
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
  for (let width = scoreBins; width > 1; width /= 2) left = await halve({ engine }, { left, width });
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

/** The score bins at which the ROC curve is opened. */
export function rocBins(): number[] {
  return Array.from({ length: rocPoints }, (_, j) => scoreBins / 4 + (j * scoreBins) / 32);
}

async function roc(
  training: Training,
  { pairs, groups }: { pairs: Shared; groups: readonly Group[] },
): Promise<Shared> {
  const { engine, layout } = training;
  const folds = layout.groups.length - 1;
  const atOrAbove = new BigUint64Array(scoreBins * rocPoints);
  for (const [j, bin] of rocBins().entries())
    for (let t = bin; t < scoreBins; t++) atOrAbove[t * rocPoints + j] = 1n;
  const models = [0, groups.length / 2].flatMap((first) =>
    [0, 1].map((row) =>
      combine(
        engine,
        Array.from({ length: folds }, (_, k) => [
          shareRows(pairs, (first + k) * 2 + row, (first + k) * 2 + row + 1),
          1n,
        ]),
      ),
    ),
  );
  const curves = models.map((counts) =>
    engine.local(rocPoints, 1, () =>
      engine.ring.multiply(counts, { rows: scoreBins, cols: rocPoints, words: atOrAbove }),
    ),
  );
  return roundCounts(training, 'evaluate/roc', stack(engine, curves));
}
