import { toNumbers, toWords } from '../ring/words.ts';
import type { Engine, Masked, Shared } from '../shares/engine.ts';
import { combine, cutColumns, rowsOf, shareRows, stack } from '../shares/matrix.ts';
import { inCells, type Layout } from './layout.ts';
import type { TrainingPlan } from './plan.ts';
import { countBins, oneHot, type PartyRows } from './rows.ts';

/** What every stage of a training works with; `rows` (sorted by cell) is missing at the dealer. */
export type Training = {
  readonly engine: Engine;
  readonly plan: TrainingPlan;
  readonly layout: Layout;
  readonly rows: PartyRows | undefined;
  /** Told before each step of the longest stage, the fit. */
  readonly onStep?: ((done: number, total: number) => void) | undefined;
};

/** The parties' masked inputs: one-hot bins per party, the label. Each is masked once and serves every product. */
export type MaskedInputs = { readonly bins: ReadonlyMap<string, Masked>; readonly label: Masked };

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
export async function maskInputs({ engine, plan, layout, rows }: Training): Promise<MaskedInputs> {
  const bins = new Map<string, Masked>();
  for (const { party, bins: cols } of layout.parties) {
    const input = { owner: party, rows: layout.rows, cols, make: () => oneHot(rows!) };
    bins.set(party, await engine.input('mask/bins', input));
  }
  const label = await engine.input('mask/label', {
    owner: plan.labelHolder,
    rows: layout.rows,
    cols: 1,
    make: () => toWords(rows!.outcome!.label),
  });
  return { bins, label };
}

/**
 * Stage `count`: defaults and non-defaults per office bin and training set. One look-up gives both their logarithms, which
 * stay shared, and their nearest multiples of the smallest group, which are opened to the label holder only together with
 * the offices' rounded totals.
 */
export async function countBad(training: Training, inputs: MaskedInputs): Promise<Counted> {
  const { engine, plan, layout } = training;
  const offices = layout.parties.filter(({ party }) => party !== plan.labelHolder);
  const cells = layout.cellStart.slice(0, -1);
  const jobs = offices.flatMap(({ party }) =>
    cells.map((from, cell) => {
      const to = layout.cellStart[cell + 1]!;
      return [
        { x: rowsOf(inputs.bins.get(party)!, from, to), y: rowsOf(inputs.label, from, to), transpose: true },
      ];
    }),
  );
  const byCell = await engine.products('count/bad', jobs);
  const bad: Shared[] = [];
  const all: Shared[] = [];
  for (const [p, { party, bins }] of offices.entries())
    for (const set of layout.sets) {
      const ofSet = set.map((cell) => [byCell[p * cells.length + cell]!, 1n] as const);
      bad.push(combine(engine, ofSet));
      all.push(
        engine.own({ owner: party, rows: bins, cols: 1, make: () => toWords(ownTotals(training, set)) }),
      );
    }
  const totals = stack(engine, all);
  const bads = stack(engine, bad);
  const goods = combine(engine, [
    [totals, 1n],
    [bads, -1n],
  ]);
  const exact = stack(engine, [bads, goods]);
  const both = await engine.lookup('count/round', {
    index: exact,
    size: countDomain(layout),
    tables: [roundingTable(training), logarithmTable(layout)],
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
  return { rounded: spread(training, toNumbers(opened), toNumbers(openedTotals)), logs };
}

function ownTotals({ rows, layout }: Training, set: readonly number[]): Float64Array {
  const keep = inCells(layout, set);
  return Float64Array.from(rows!.features.flatMap((feature) => [...countBins(feature, keep)]));
}

function countDomain({ rows }: Layout): number {
  return 2 ** Math.ceil(Math.log2(rows + 1));
}

function roundingTable({ plan, layout }: Training): Uint16Array {
  return Uint16Array.from({ length: countDomain(layout) }, (_, count) =>
    Math.round(count / plan.smallestGroup),
  );
}

function logarithmTable(layout: Layout): Uint16Array {
  const size = countDomain(layout);
  // ln ½ is below zero: everything is moved up by ln 2, which cancels in differences.
  return Uint16Array.from({ length: size }, (_, count) => Math.round(Math.log(2 * count + 1) * 2 ** logBits));
}

/** Shared counts, rounded to the nearest multiple of the smallest group and divided by it. */
export function roundCounts(training: Training, label: string, counts: Shared): Promise<Shared> {
  const size = countDomain(training.layout);
  return training.engine.lookup(label, { index: counts, size, tables: [roundingTable(training)] });
}

// Opened values come as defaults then non-defaults, each by office, training set, bin.
function spread({ plan, layout }: Training, opened: Float64Array, totals: Float64Array): RoundedCounts[] {
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
