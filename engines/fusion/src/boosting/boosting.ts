import type { RegressionEngine } from '../regression/engine.ts';
import type { SigmoidSeries } from '../regression/waves.ts';
import type { Masked, Shared } from '../shares/engine.ts';
import type { BoostingLayout } from './layout.ts';
import type { BoostingPlan } from './plan.ts';
import type { BoostingRows } from './rows.ts';

/** A boosting as one participant walks it; the dealer has no data. */
export type Boosting = {
  readonly engine: Omit<RegressionEngine, 'decide'>;
  readonly plan: BoostingPlan;
  readonly layout: BoostingLayout;
  readonly series: SigmoidSeries;
  readonly rows: BoostingRows | undefined;
  /** Told as chunks are done, and awaited: a participant that computed on would not be heard of by its peers. */
  readonly onChunk: (work: string, rows: number) => Promise<void>;
};

/** A stretch of rows with all parties' one-hot bins, in roster order, masked once for the whole session. */
export type Chunk = { readonly from: number; readonly to: number; readonly bins: readonly Masked[] };

/** A chunk while a tree grows. */
export type Growing = Chunk & {
  /** Gradients, and below them curvatures, of the rows: 2 × rows. */
  readonly pair: Masked;
  /** Which node of the present level each row has reached: nodes × rows, a single 1 a column. */
  readonly reached: Masked;
};

/** A question of this party's own. */
export type OwnSplit = { readonly feature: number; readonly bin: number };

/** A grown tree as this party knows it: its own questions level by level (undefined where another party's is asked), and shares of the leaves. */
export type Tree = {
  readonly splits: readonly (OwnSplit | undefined)[];
  /** 1 × 2^depth, at `precision.score`, the rate multiplied in. */
  readonly leaves: Shared;
};
