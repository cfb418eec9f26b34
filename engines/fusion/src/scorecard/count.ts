import type { RegressionEngine } from '../regression/engine.ts';
import { toNumbers, toWords } from '../ring/words.ts';
import type { Masked, Shared } from '../shares/engine.ts';
import { combine, cutColumns, shareRows, stack } from '../shares/matrix.ts';
import { inCells, type Layout, type Stretch } from './layout.ts';
import { classBits, type TrainingPlan } from './plan.ts';
import { countBins, oneHot, type PartyRows } from './rows.ts';

/** What every stage of a training works with; `rows` (sorted by cell) is missing at the dealer. */
export type Training = {
  readonly engine: RegressionEngine;
  readonly plan: TrainingPlan;
  readonly layout: Layout;
  readonly rows: PartyRows | undefined;
  /** Told as work goes on, and awaited: a participant that computed on would not be heard of by its peers. */
  readonly onWork: (stage: string, done: number, total: number) => Promise<void>;
};

/** A stretch of rows with all parties' one-hot bins, in roster order, and the label; each masked once, for every product. */
export type Inputs = Stretch & {
  readonly bins: readonly Masked[];
  readonly label: Masked;
  /** The rows' class weights, where the plan has any. */
  readonly classes: Masked | undefined;
};

// At most 16, at 4 bits after the point.
const classWeightBits = 10;

// What is 0 or 1, with the sign that every integer has.
const bitOfRow = 2;

/** Fraction bits of the logarithms of counts. */
export const logBits = 11;

/** What stage `count` leaves: rounded counts at the label holder; logarithms of the exact counts under shares. */
export type Counted = {
  readonly rounded: readonly RoundedCounts[] | undefined;
  /** ln(2·count + 1) at `logBits`, one row per office, training set and bin, in that order. */
  readonly logs: { readonly bad: Shared; readonly good: Shared };
};

/** Rounded counts of one training set, one entry per office bin (other entries are zero); at the label holder only. */
export type RoundedCounts = {
  readonly bad: Float64Array;
  readonly good: Float64Array;
  readonly all: Float64Array;
};

/** Stage `mask`: every party masks its one-hot bins, the label holder its labels, and sends the masked form to all. */
export async function maskInputs(training: Training): Promise<Inputs[]> {
  const { engine, plan, layout, rows, onWork } = training;
  const inputs: Inputs[] = [];
  for (const stretch of layout.stretches) {
    const { from, to } = stretch;
    const bins: Masked[] = [];
    for (const { party, bins: cols } of layout.parties) {
      const input = {
        owner: party,
        rows: to - from,
        cols,
        bits: bitOfRow,
        make: () => oneHot(rows!, from, to),
      };
      bins.push(await engine.input('mask/bins', input));
    }
    const label = await engine.input('mask/label', {
      owner: plan.labelHolder,
      rows: to - from,
      cols: 1,
      bits: bitOfRow,
      make: () => toWords(rows!.outcome!.label.subarray(from, to)),
    });
    inputs.push({ ...stretch, bins, label, classes: await maskClasses(training, from, to) });
    await onWork('mask', to, layout.rows);
  }
  return inputs;
}

async function maskClasses(
  { engine, plan, rows }: Training,
  from: number,
  to: number,
): Promise<Masked | undefined> {
  const { classWeights } = plan;
  if (!classWeights) return undefined;
  const unit = 2 ** classBits(plan).point;
  return engine.input('mask/classes', {
    owner: plan.labelHolder,
    rows: to - from,
    cols: 1,
    bits: classWeightBits,
    make: () =>
      BigUint64Array.from(rows!.outcome!.label.subarray(from, to), (label) =>
        BigInt((label === 1 ? classWeights.bad : classWeights.good) * unit),
      ),
  });
}

/**
 * Stage `count`: defaults and non-defaults per office bin and training set. One look-up gives both their logarithms, which
 * stay shared, and their nearest multiples of the smallest group, which are opened to the label holder only together with
 * the offices' rounded totals.
 */
export async function countBad(training: Training, inputs: readonly Inputs[]): Promise<Counted> {
  const { engine, plan, layout } = training;
  const { bads, totals } = await sharedCounts(training, inputs);
  const goods = combine(engine, [
    [totals, 1n],
    [bads, -1n],
  ]);
  const exact = stack(engine, [bads, goods]);
  const both = await lookUpCounts(training, 'count/round', {
    counts: exact,
    tables: [(count) => count / plan.smallestGroup, (count) => Math.log(2 * count + 1) * 2 ** logBits],
  });
  const column = (from: number): Shared =>
    engine.local(exact.rows, 1, () => cutColumns(both.words, 2, [from, from + 1]));
  const lifted = await engine.lift('count/logarithms', column(1));
  const logs = { bad: shareRows(lifted, 0, bads.rows), good: shareRows(lifted, bads.rows, lifted.rows) };
  const roundedTotals = engine.local(totals.rows, 1, () =>
    totals.words.map((count) => BigInt(Math.round(Number(count) / plan.smallestGroup))),
  );
  const to = { party: plan.labelHolder, bits: 16 as const };
  const opened = await engine.reveal('count/rounded', column(0), to);
  const openedTotals = await engine.reveal('count/totals', roundedTotals, to);
  if (!opened || !openedTotals) return { rounded: undefined, logs };
  return { rounded: spread({ plan, layout }, toNumbers(opened), toNumbers(openedTotals)), logs };
}

/** Exact counts of defaults and of all rows: one row per office, training set and bin. */
async function sharedCounts(
  training: Training,
  inputs: readonly Inputs[],
): Promise<{ bads: Shared; totals: Shared }> {
  const { engine, plan, layout, onWork } = training;
  const offices = [...layout.parties.entries()].filter(([, { party }]) => party !== plan.labelHolder);
  const parts: { cell: number; counts: readonly Shared[] }[] = [];
  for (const { cell, to, bins, label } of inputs) {
    const sums = offices.map(([p]) => [{ x: bins[p]!, y: label, transpose: true }]);
    parts.push({ cell, counts: await engine.products('count/bad', sums) });
    await onWork('count', to, layout.rows);
  }
  const bads = offices.flatMap((_, o) =>
    layout.sets.map((set) =>
      combine(
        engine,
        parts.filter(({ cell }) => set.includes(cell)).map(({ counts }) => [counts[o]!, 1n] as const),
      ),
    ),
  );
  const totals = offices.flatMap(([, { party, bins }]) =>
    layout.sets.map((set) =>
      engine.own({ owner: party, rows: bins, cols: 1, make: () => toWords(ownTotals(training, set)) }),
    ),
  );
  return { bads: stack(engine, bads), totals: stack(engine, totals) };
}

function ownTotals({ rows, layout }: Training, set: readonly number[]): Float64Array {
  const keep = inCells(layout, set);
  return Float64Array.from(rows!.features.flatMap((feature) => [...countBins(feature, keep)]));
}

type CountLookup = { readonly counts: Shared; readonly tables: readonly ((count: number) => number)[] };

/** Functions of shared counts, rounded to integers, over Z_2^16. Counts beyond 16 bits are rounded to multiples of 2^k first. */
async function lookUpCounts(
  { engine, layout }: Training,
  label: string,
  { counts, tables }: CountLookup,
): Promise<Shared> {
  const bits = layout.coarseBits;
  const index = bits === 0 ? counts : await engine.truncate(`${label}.coarse`, counts, bits);
  const size = 2 ** Math.ceil(Math.log2(Math.ceil(layout.rows / 2 ** bits) + 1));
  const table = (of: (count: number) => number): Uint16Array =>
    Uint16Array.from({ length: size }, (_, i) => Math.round(of(i * 2 ** bits)));
  return engine.lookup(label, { index, size, tables: tables.map(table) });
}

/** Shared counts, rounded to the nearest multiple of the smallest group and divided by it. */
export function roundCounts(training: Training, label: string, counts: Shared): Promise<Shared> {
  const { smallestGroup } = training.plan;
  return lookUpCounts(training, label, { counts, tables: [(count) => count / smallestGroup] });
}

// Opened values come as defaults then non-defaults, each by office, training set, bin.
function spread(
  { plan, layout }: Pick<Training, 'plan' | 'layout'>,
  opened: Float64Array,
  totals: Float64Array,
): RoundedCounts[] {
  const g = plan.smallestGroup;
  const bins = layout.bins;
  const out = layout.sets.map(() => ({
    bad: new Float64Array(bins),
    good: new Float64Array(bins),
    all: new Float64Array(bins),
  }));
  let at = 0;
  for (const office of layout.parties) {
    if (office.party === plan.labelHolder) continue;
    for (const counts of out)
      for (let bin = office.from; bin < office.from + office.bins; bin++, at++) {
        counts.bad[bin] = g * opened[at]!;
        counts.good[bin] = g * opened[totals.length + at]!;
        counts.all[bin] = g * totals[at]!;
      }
  }
  return out;
}
