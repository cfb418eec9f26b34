import { strided } from '../regression/layout.ts';
import type { Masked } from '../shares/engine.ts';
import { rowsOf } from '../shares/matrix.ts';
import { classBits, type TrainingPlan, trainingSets } from './plan.ts';

/** A feature as all parties know it: who holds it, its name and its number of bins. */
export type FeatureShape = { readonly feature: string; readonly bins: number };

/** What the dealer and every party know of the data: row count per cell, features and bins per party. */
export type Shape = {
  readonly cellSizes: readonly number[];
  readonly features: { readonly [party: string]: readonly FeatureShape[] };
};

/** One logistic fit: which model on which training set. */
export type Fit = { readonly model: 'joint' | 'offices'; readonly set: number };

/** Rows of one cell that are worked on together, so that memory stays bounded and the event loop is heard. */
export type Stretch = {
  readonly cell: number;
  readonly from: number;
  readonly to: number;
  /** The fits that train on them. */
  readonly fits: readonly number[];
  /** The evaluation groups they are in, both models', and the fit that scores each. */
  readonly scored: readonly { readonly group: number; readonly fit: number }[];
};

/** The fit of a model from which its others start, and every so manieth of its rows. */
export type Lead = { readonly fit: number; readonly strideBits: number; readonly rows: Int32Array };

/** Where everything stands: bins, features, cells, training sets and fits, from public shapes alone. */
export type Layout = {
  readonly rows: number;
  /** 2^scaleBits is the least power of two ≥ rows. */
  readonly scaleBits: number;
  /** Counts are looked up in 16 bits: with more rows they are rounded to multiples of 2^coarseBits first. */
  readonly coarseBits: number;
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
  readonly stretches: readonly Stretch[];
  /** Scores are told apart in so many bits over eight logits: most where few rows make each step of KS count. */
  readonly scoreBits: number;
  /**
   * Newton-Schulz steps of an inversion: of a first fit, which need not be near in directions that hardly matter, and of all fits.
   * Directions with less than 2^-15 of a Hessian's trace may come out too short.
   */
  readonly inverseSteps: { readonly lead: number; readonly all: number };
  /** Of the joint model, then of the offices'. */
  readonly leads: readonly Lead[];
};

const stretchRows = 8_192;
const leadRows = 8_192;
const batchRows = 32_767;

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
  const fits = [...joint, ...offices];
  const places = { cellStart, sets, fits, groups };
  const stretches = stretchesOf(places);
  const scaleBits = Math.ceil(Math.log2(Math.max(2, rows)));
  const { head } = classBits(plan);
  return {
    rows,
    scaleBits,
    scoreBits: Math.max(5, Math.min(scaleBits - 1, 10, Math.max(8, 24 - scaleBits))),
    inverseSteps: { lead: 16 + head, all: Math.min(22, scaleBits + 8) + head },
    coarseBits: Math.max(0, Math.ceil(Math.log2(rows / 65_535))),
    ...placeFeatures(plan.parties, shape.features),
    ...places,
    stretches,
    leads: [joint.length - 1, joint.length].map((fit) => leadOf(stretches, fit)),
  };
}

type Places = Pick<Layout, 'cellStart' | 'sets' | 'fits' | 'groups'>;

function stretchesOf({ cellStart, sets, fits, groups }: Places): Stretch[] {
  return cellStart.slice(0, -1).flatMap((start, cell) => {
    const end = cellStart[cell + 1]!;
    const training = [...fits.keys()].filter((fit) => sets[fits[fit]!.set]!.includes(cell));
    // Group k is scored by the fit of either model that left it out, which is its k-th.
    const scored = (['joint', 'offices'] as const).flatMap((model, m) =>
      [...groups.keys()]
        .filter((group) => groups[group]!.includes(cell))
        .map((group) => ({
          group: m * groups.length + group,
          fit: fits.findIndex((fit) => fit.model === model && fit.set === group),
        })),
    );
    return Array.from({ length: Math.ceil((end - start) / stretchRows) }, (_, i) => ({
      ...{ cell, fits: training, scored },
      from: start + i * stretchRows,
      to: Math.min(end, start + (i + 1) * stretchRows),
    }));
  });
}

function leadOf(stretches: readonly Stretch[], fit: number): Lead {
  const own = stretches.filter(({ fits }) => fits.includes(fit));
  const count = own.reduce((sum, { from, to }) => sum + to - from, 0);
  const strideBits = Math.max(0, Math.ceil(Math.log2(count / leadRows)));
  const rows = own.flatMap(({ from, to }) =>
    [...strided(to - from, strideBits)].map((place) => from + place),
  );
  return { fit, strideBits, rows: Int32Array.from(rows) };
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

/** Stretches that are opened together, which saves rounds; no more rows than 16 bits can count under a sign. */
export function inBatches<T extends Pick<Stretch, 'from' | 'to'>>(stretches: readonly T[]): T[][] {
  const batches: T[][] = [];
  let room = 0;
  for (const stretch of stretches) {
    const rows = stretch.to - stretch.from;
    if (rows > room) {
      batches.push([]);
      room = batchRows;
    }
    batches.at(-1)!.push(stretch);
    room -= rows;
  }
  return batches;
}

/** One masked matrix per fit, cut from a stack of all. */
export function perFit({ fits }: Layout, stacked: Masked): Masked[] {
  const rows = stacked.rows / fits.length;
  return fits.map((_, f) => rowsOf(stacked, f * rows, (f + 1) * rows));
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
