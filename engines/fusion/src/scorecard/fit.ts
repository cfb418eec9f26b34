import { toWords, type Words } from '../ring/words.ts';
import type { Engine, Masked, Shared, Term } from '../shares/engine.ts';
import { columnsOf, combine, rowsOf, shareRows, stack } from '../shares/matrix.ts';
import type { MaskedInputs, Training } from './count.ts';
import { inCells, rowsIn } from './layout.ts';
import { ridge } from './reference.ts';
import type { PartyRows } from './rows.ts';
import { etaBits, exactBits, exactEtaBits, exactSize, sigmoidCoefficients, sigmoidTable } from './sigmoid.ts';
import { woeBits } from './weights.ts';

const hessianBits = 30;
const correctionBits = 24;
const weightBits = 20;
const gradientBits = 12;
const stepBits = 16;

/** Fraction bits of D·w before any truncation. */
export const termBits: number = woeBits + weightBits;

/** What the fits leave behind: D·w of every fit, (bins + 1) × fits at `termBits`, under shares. */
export type Fitted = { readonly terms: Shared };

/** One masked matrix per fit, cut from a stacked one. */
function perFit({ layout }: Training, stacked: Masked): Masked[] {
  const rows = stacked.rows / layout.fits.length;
  return layout.fits.map((_, f) => rowsOf(stacked, f * rows, (f + 1) * rows));
}

/**
 * Stage `fit`: fixed-Hessian Newton (Böhning and Lindsay 1988) for all fits at once. H = XᵀX/4 + ridge and its inverse
 * (Newton-Schulz) are computed once under shares; each step needs the gradient only. Nothing is opened but masked values.
 */
export async function fitAll(training: Training, inputs: MaskedInputs, d: Masked): Promise<Fitted> {
  const { engine, plan, layout } = training;
  const ds = perFit(training, d);
  const inverse = perFit(training, await invert(training, await hessians(training, inputs, ds)));
  const cols = layout.features.length + 1;
  let w = engine.constant(layout.fits.length * cols, 1, () => new BigUint64Array(layout.fits.length * cols));
  for (let step = 0; step < plan.iterations; step++) {
    training.onStep?.(step, plan.iterations);
    const terms = await termsOf(training, ds, w);
    const exact = step >= plan.iterations - plan.exactIterations;
    const gradient = await gradients(training, inputs, { terms, exact });
    const maskedGradient = await engine.mask('fit/gradient', gradient);
    const products = ds.map((x, f) => [{ x, y: columnsOf(maskedGradient, f, f + 1), transpose: true }]);
    const raw = stack(engine, await engine.products('fit/gradient', products));
    const shrunk = combine(engine, [
      [raw, 1n],
      [withoutIntercept(training, w), -(BigInt(ridge) << BigInt(woeBits + gradientBits - weightBits))],
    ]);
    const g = await engine.truncate('fit/gradient.shift', shrunk, woeBits + gradientBits - stepBits);
    const masked = perFit(training, await engine.mask('fit/step', g));
    const moves = await engine.products(
      'fit/step',
      inverse.map((x, f) => [{ x, y: masked[f]! }]),
    );
    const shift = inverseBits(training) + layout.scaleBits + stepBits - weightBits;
    w = combine(engine, [
      [w, 1n],
      [await engine.truncate('fit/step.shift', stack(engine, moves), shift), 1n],
    ]);
  }
  return { terms: await termsOf(training, ds, w) };
}

// V holds numbers up to 2^scaleBits / ridge, so it gets the fraction bits that leave 34 in all.
function inverseBits({ layout }: Training): number {
  return 34 - layout.scaleBits;
}

function withoutIntercept({ engine, layout }: Training, w: Shared): Shared {
  const cols = layout.features.length + 1;
  return engine.local(w.rows, 1, () => {
    const words = w.words.slice();
    for (let f = 0; f < layout.fits.length; f++) words[f * cols] = 0n;
    return words;
  });
}

/** D·w of every fit: (bins + 1) × fits. */
async function termsOf(training: Training, ds: readonly Masked[], w: Shared): Promise<Shared> {
  const { engine, layout } = training;
  const masked = perFit(training, await engine.mask('fit/weights', w));
  const columns = await engine.products(
    'fit/weights',
    ds.map((x, f) => [{ x, y: masked[f]! }]),
  );
  return engine.local(layout.bins + 1, layout.fits.length, () => {
    const words = new BigUint64Array((layout.bins + 1) * layout.fits.length);
    for (const [f, column] of columns.entries())
      for (let row = 0; row <= layout.bins; row++) words[row * layout.fits.length + f] = column.words[row]!;
    return words;
  });
}

/** Adds a public number to every intercept of D·w. */
export function shiftIntercept({ engine, layout }: Training, terms: Shared, value: bigint): Shared {
  const added = engine.constant(terms.rows, terms.cols, () => {
    const words = new BigUint64Array(terms.rows * terms.cols);
    words.fill(BigInt.asUintN(64, value), 0, layout.fits.length);
    return words;
  });
  return combine(engine, [
    [terms, 1n],
    [added, 1n],
  ]);
}

/** Dᵀ(C·D)/4 + ridge for every fit, scaled by 2^-scaleBits, stacked, at `hessianBits`. */
async function hessians(training: Training, inputs: MaskedInputs, ds: readonly Masked[]): Promise<Shared> {
  const { engine, layout } = training;
  const crossed = await engine.mask('fit/crosstab', stack(engine, await crosstabs(training, inputs)));
  const side = layout.bins + 1;
  const half = layout.fits.map(({ set }, f) => [
    { x: rowsOf(crossed, set * side, (set + 1) * side), y: ds[f]! },
  ]);
  const halves = perFit(
    training,
    await engine.mask('fit/half', stack(engine, await engine.products('fit/half', half))),
  );
  const full = await engine.products(
    'fit/hessian',
    ds.map((x, f) => [{ x, y: halves[f]!, transpose: true }]),
  );
  const raw = stack(engine, full);
  const cols = layout.features.length + 1;
  const ridges = engine.constant(raw.rows, cols, () =>
    diagonal(training, (i) => (i === 0 ? 0n : BigInt(ridge) << BigInt(2 * woeBits + 2))),
  );
  const sum = combine(engine, [
    [raw, 1n],
    [ridges, 1n],
  ]);
  return engine.truncate('fit/hessian.shift', sum, 2 * woeBits + 2 + layout.scaleBits - hessianBits);
}

function diagonal({ layout }: Training, value: (i: number) => bigint): Words {
  const cols = layout.features.length + 1;
  const words = new BigUint64Array(layout.fits.length * cols * cols);
  for (let f = 0; f < layout.fits.length; f++)
    for (let i = 0; i < cols; i++) words[f * cols * cols + i * cols + i] = value(i);
  return words;
}

/** Per training set, how many rows fall in each pair of bins; row and column 0 count all rows. Exact integers, shared. */
async function crosstabs({ engine, layout, rows }: Training, inputs: MaskedInputs): Promise<Shared[]> {
  const pairs = layout.parties.flatMap((p, i) => layout.parties.slice(i + 1).map((q) => [p, q] as const));
  const cells = layout.cellStart.slice(0, -1);
  const jobs = pairs.flatMap(([p, q]) =>
    cells.map((from, cell): Term[] => {
      const cut = (party: string): Masked =>
        rowsOf(inputs.bins.get(party)!, from, layout.cellStart[cell + 1]!);
      return [{ x: cut(p.party), y: cut(q.party), transpose: true }];
    }),
  );
  const byCell = await engine.products('fit/crosstab', jobs);
  const ownCells = rows && ownCrosstabs(layout, rows);
  const side = layout.bins + 1;
  return layout.sets.map((set) => {
    const own = (engine.self === undefined ? [] : layout.parties).map((place) => ({
      place,
      block: engine.own({
        owner: place.party,
        rows: place.bins + 1,
        cols: place.bins + 1,
        make: () => sumCells(ownCells!, set),
      }),
    }));
    const sums = pairs.map((_, k) =>
      combine(
        engine,
        set.map((cell) => [byCell[k * cells.length + cell]!, 1n]),
      ),
    );
    return engine.local(side, side, () => {
      const words = new BigUint64Array(side * side);
      if (engine.self === engine.parties[0]) words[0] = BigInt(rowsIn(layout, set));
      for (const { place, block } of own) placeOwn(words, { side, place, block });
      for (const [k, [p, q]] of pairs.entries())
        for (let i = 0; i < p.bins; i++)
          for (let j = 0; j < q.bins; j++) {
            const word = sums[k]!.words[i * q.bins + j]!;
            words[(p.from + i + 1) * side + q.from + j + 1] = word;
            words[(q.from + j + 1) * side + p.from + i + 1] = word;
          }
      return words;
    });
  });
}

type Placing = {
  readonly side: number;
  readonly place: { from: number; bins: number };
  readonly block: Shared;
};

function placeOwn(words: Words, { side, place, block }: Placing): void {
  const size = place.bins + 1;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      if (i === 0 && j === 0) continue;
      const row = i === 0 ? 0 : place.from + i;
      const col = j === 0 ? 0 : place.from + j;
      words[row * side + col] = block.words[i * size + j]!;
    }
}

// Per cell, pairs of own bins; row and column 0 are the totals.
function ownCrosstabs(layout: Training['layout'], { features }: PartyRows): Float64Array[] {
  const side = features.reduce((sum, { bins }) => sum + bins, 1);
  const starts = features.map((_, f) => features.slice(0, f).reduce((sum, { bins }) => sum + bins, 1));
  return layout.cellStart.slice(0, -1).map((from, cell) => {
    const counts = new Float64Array(side * side);
    for (let row = from; row < layout.cellStart[cell + 1]!; row++) {
      const places = [0, ...features.map(({ bin }, f) => starts[f]! + bin[row]!)];
      for (const a of places) for (const b of places) counts[a * side + b] = counts[a * side + b]! + 1;
    }
    return counts;
  });
}

function sumCells(cells: readonly Float64Array[], set: readonly number[]): Words {
  return toWords(cells[0]!.map((_, i) => set.reduce((sum, cell) => sum + cells[cell]![i]!, 0)));
}

/** Newton-Schulz: V ← V(2I − HV) from V = I; the trace of H is below 2, its eigenvalues at least about 2^-scaleBits. */
async function invert(training: Training, hessian: Shared): Promise<Masked> {
  const { engine, layout } = training;
  const bits = inverseBits(training);
  const h = perFit(training, await engine.mask('fit/hessian', hessian));
  const cols = layout.features.length + 1;
  const twice = engine.constant(hessian.rows, cols, () =>
    diagonal(training, () => 2n << BigInt(correctionBits)),
  );
  let v = engine.constant(hessian.rows, cols, () => diagonal(training, () => 1n << BigInt(bits)));
  for (let step = 0; step < layout.scaleBits + 3; step++) {
    const masked = perFit(training, await engine.mask('fit/inverse', v));
    const hv = await engine.products(
      'fit/inverse',
      h.map((x, f) => [{ x, y: masked[f]! }]),
    );
    const product = await engine.truncate(
      'fit/product.shift',
      stack(engine, hv),
      hessianBits + bits - correctionBits,
    );
    const rest = combine(engine, [
      [twice, 1n],
      [product, -1n],
    ]);
    const corrections = perFit(training, await engine.mask('fit/correction', rest));
    const next = await engine.products(
      'fit/correction',
      masked.map((x, f) => [{ x, y: corrections[f]! }]),
    );
    v = await engine.truncate('fit/inverse.shift', stack(engine, next), correctionBits);
  }
  return engine.mask('fit/inverse', v);
}

/** Oᵀ(y − p) of every fit on its own training rows: (bins + 1) × fits at `gradientBits`. */
async function gradients(
  training: Training,
  inputs: MaskedInputs,
  { terms, exact }: { terms: Shared; exact: boolean },
): Promise<Shared> {
  const { engine, plan, layout } = training;
  const fits = layout.fits.length;
  const centred = shiftIntercept(training, terms, BigInt(-plan.centreLogit * 2) << BigInt(termBits - 1));
  const short = await engine.truncate(
    'fit/terms.shift',
    centred,
    termBits - (exact ? exactEtaBits : etaBits),
  );
  const masked = await engine.mask('fit/terms', short);
  const sums = layout.parties.map(({ party, from, bins }) => ({
    x: inputs.bins.get(party)!,
    y: rowsOf(masked, from + 1, from + 1 + bins),
  }));
  const [byBins] = await engine.products('fit/predictor', [sums]);
  const eta = engine.local(layout.rows, fits, () =>
    addToEveryRow(engine, byBins!.words, shareRows(short, 0, 1).words),
  );
  const residual = await residuals(training, eta, exact);
  const maskedResidual = await engine.mask('fit/residual', residual);
  const blocks = layout.parties.map(({ party }) => [
    { x: inputs.bins.get(party)!, y: maskedResidual, transpose: true },
  ]);
  const ones = { rows: 1, cols: layout.rows, words: new BigUint64Array(layout.rows).fill(1n) };
  const total = engine.local(1, fits, () => engine.ring.multiply(ones, residual));
  const raw = stack(engine, [total, ...(await engine.products('fit/residual', blocks))]);
  return engine.truncate('fit/residual.shift', raw, sigmoidCoefficients(training).bits - gradientBits);
}

/** Adds one row to every row. */
export function addToEveryRow(engine: Engine, words: Words, row: Words): Words {
  const repeated = new BigUint64Array(words.length);
  for (let at = 0; at < words.length; at += row.length) repeated.set(row, at);
  engine.ring.addScaled(repeated, words, 1n);
  return repeated;
}

/** y − p(eta) on each fit's training rows, zero elsewhere, at the coefficients' bits. */
async function residuals(training: Training, eta: Shared, exact: boolean): Promise<Shared> {
  const { engine, plan, layout, rows } = training;
  const fits = layout.fits.length;
  const label = engine.own({
    owner: plan.labelHolder,
    rows: layout.rows,
    cols: fits,
    make: () =>
      toWords(
        Array.from({ length: layout.rows * fits }, (_, i) => rows!.outcome!.label[Math.floor(i / fits)]!),
      ),
  });
  const probability = await (exact ? exactSigmoid(training, eta) : polynomialSigmoid(training, eta));
  const residual = combine(engine, [
    [label, 1n << BigInt(sigmoidCoefficients(training).bits)],
    [probability, -1n],
  ]);
  return engine.local(layout.rows, fits, () => {
    for (const [f, { set }] of layout.fits.entries()) {
      const keep = inCells(layout, layout.sets[set]!);
      for (let row = 0; row < layout.rows; row++) if (!keep(row)) residual.words[row * fits + f] = 0n;
    }
    return residual.words;
  });
}

async function polynomialSigmoid(training: Training, eta: Shared): Promise<Shared> {
  const { engine } = training;
  const [constant, ...rest] = sigmoidCoefficients(training).coefficients;
  const powers = await engine.powers('fit/predictor', eta);
  return combine(engine, [
    [filled(engine, eta, constant!), 1n],
    ...powers.map((power, k) => [power, rest[k]!] as const),
  ]);
}

async function exactSigmoid(training: Training, eta: Shared): Promise<Shared> {
  const { engine, plan } = training;
  const moved = combine(engine, [
    [eta, 1n],
    [filled(engine, eta, 8n << BigInt(exactEtaBits)), 1n],
  ]);
  const index = await engine.truncate('fit/exact.shift', moved, exactEtaBits - 3);
  const tables = [sigmoidTable(plan.centreLogit)];
  const looked = await engine.lookup('fit/exact', { index, size: exactSize, tables });
  const { words } = await engine.lift('fit/exact.lift', looked);
  const scale = 1n << BigInt(sigmoidCoefficients(training).bits - exactBits);
  return combine(engine, [[{ rows: eta.rows, cols: eta.cols, words }, scale]]);
}

function filled(engine: Engine, { rows, cols }: Shared, value: bigint): Shared {
  return engine.constant(rows, cols, () => new BigUint64Array(rows * cols).fill(BigInt.asUintN(64, value)));
}
