import { type TrainingPlan, trainingSets } from './plan.ts';

/** A feature as all parties know it: who holds it, its name and its number of bins. */
export type FeatureShape = { readonly feature: string; readonly bins: number };

/** What the dealer and every party know of the data: row count per cell, features and bins per party. */
export type Shape = {
  readonly cellSizes: readonly number[];
  readonly features: { readonly [party: string]: readonly FeatureShape[] };
};

/** One logistic fit: which model on which training set. */
export type Fit = { readonly model: 'joint' | 'offices'; readonly set: number };

/** Where everything stands: bins, features, cells, training sets and fits, from public shapes alone. */
export type Layout = {
  readonly rows: number;
  /** 2^scaleBits is the least power of two ≥ rows. */
  readonly scaleBits: number;
  readonly cellStart: readonly number[];
  readonly parties: readonly { readonly party: string; readonly from: number; readonly bins: number }[];
  /** All features in roster order; `from` is the first bin's place among all bins. */
  readonly features: readonly (FeatureShape & { readonly party: string; readonly from: number })[];
  readonly bins: number;
  /** Per training set, its cells. */
  readonly sets: readonly (readonly number[])[];
  readonly fits: readonly Fit[];
  /** Per evaluation group (folds, then out of time), its cells. */
  readonly groups: readonly (readonly number[])[];
};

/** Lays out a training. */
export function layOut(plan: TrainingPlan, shape: Shape): Layout {
  const { folds } = plan;
  const cellStart = [0];
  for (const size of shape.cellSizes) cellStart.push(cellStart.at(-1)! + size);
  const rows = cellStart.at(-1)!;
  const cells = Array.from({ length: folds * 2 }, (_, cell) => cell);
  const sets = trainingSets(plan).map((name, k) =>
    cells.filter((cell) => (name === 'final' ? true : name === 'oot' ? cell < folds : cell % folds !== k)),
  );
  const groups = [...Array.from({ length: folds }, (_, k) => [k, k + folds]), cells.slice(folds)];
  const joint = sets.map((_, set) => ({ model: 'joint' as const, set }));
  const offices = sets.slice(0, -1).map((_, set) => ({ model: 'offices' as const, set }));
  return {
    rows,
    scaleBits: Math.ceil(Math.log2(Math.max(2, rows))),
    cellStart,
    ...placeFeatures(plan.parties, shape.features),
    sets,
    fits: [...joint, ...offices],
    groups,
  };
}

/** Places all parties' features and bins side by side, in roster order. */
export function placeFeatures(
  parties: readonly string[],
  shapes: Shape['features'],
): Pick<Layout, 'parties' | 'features' | 'bins'> {
  let bins = 0;
  const features: Layout['features'][number][] = [];
  const placed = parties.map((party) => {
    const from = bins;
    for (const feature of shapes[party]!) {
      features.push({ ...feature, party, from: bins });
      bins += feature.bins;
    }
    return { party, from, bins: bins - from };
  });
  return { parties: placed, features, bins };
}

/** How many rows a set of cells holds. */
export function rowsIn(layout: Layout, cells: readonly number[]): number {
  return cells.reduce((sum, cell) => sum + layout.cellStart[cell + 1]! - layout.cellStart[cell]!, 0);
}

/** A predicate for rows (sorted by cell): true where the row is in one of the cells. */
export function inCells(layout: Layout, cells: readonly number[]): (row: number) => boolean {
  const member = new Uint8Array(layout.rows);
  for (const cell of cells) member.fill(1, layout.cellStart[cell]!, layout.cellStart[cell + 1]!);
  return (row) => member[row] === 1;
}
