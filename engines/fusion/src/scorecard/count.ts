import { toNumbers, toWords } from '../ring/words.ts';
import type { Engine, Masked, Shared } from '../shares/engine.ts';
import { combine, rowsOf, stack } from '../shares/matrix.ts';
import { inCells, type Layout } from './layout.ts';
import type { TrainingPlan } from './plan.ts';
import { countBins, oneHot, type PartyRows } from './rows.ts';

/** What every stage of a training works with; `rows` (sorted by cell) is missing at the dealer. */
export type Training = {
  readonly engine: Engine;
  readonly plan: TrainingPlan;
  readonly layout: Layout;
  readonly rows: PartyRows | undefined;
};

/** The parties' masked inputs: one-hot bins per party, the label. Each is masked once and serves every product. */
export type MaskedInputs = { readonly bins: ReadonlyMap<string, Masked>; readonly label: Masked };

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
 * Stage `count`: defaults, non-defaults and rows per office bin and training set, each rounded under shares to the nearest
 * multiple of the smallest group and opened to the label holder only. Result: one entry per training set.
 */
export async function countRounded(
  training: Training,
  inputs: MaskedInputs,
): Promise<readonly RoundedCounts[] | undefined> {
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
  const rounded = await roundCounts(training, 'count/round', stack(engine, [bads, goods]));
  const roundedTotals = engine.local(totals.rows, 1, () =>
    totals.words.map((count) => BigInt(Math.round(Number(count) / plan.smallestGroup))),
  );
  const to = { party: plan.labelHolder, bits: 16 as const };
  const opened = await engine.reveal('count/rounded', rounded, to);
  const openedTotals = await engine.reveal('count/totals', roundedTotals, to);
  if (!opened || !openedTotals) return undefined;
  return spread(training, toNumbers(opened), toNumbers(openedTotals));
}

function ownTotals({ rows, layout }: Training, set: readonly number[]): Float64Array {
  const keep = inCells(layout, set);
  return Float64Array.from(rows!.features.flatMap((feature) => [...countBins(feature, keep)]));
}

/** Shared counts, rounded to the nearest multiple of the smallest group and divided by it. */
export function roundCounts(
  { engine, plan, layout }: Training,
  label: string,
  counts: Shared,
): Promise<Shared> {
  const size = 2 ** Math.ceil(Math.log2(layout.rows + 1));
  const table = Uint16Array.from({ length: size }, (_, count) => Math.round(count / plan.smallestGroup));
  return engine.lookup(label, { index: counts, size, tables: [table] });
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
