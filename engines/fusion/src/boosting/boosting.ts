import type { RegressionEngine } from '../regression/engine.ts';
import type { SigmoidSeries } from '../regression/waves.ts';
import type { Masked, Shared } from '../shares/engine.ts';
import type { BoostingLayout } from './layout.ts';
import type { BoostingPlan } from './plan.ts';
import type { BoostingRows } from './rows.ts';

/** A boosting as one participant walks it; the dealer has no data. */
export type Boosting = {
  readonly engine: RegressionEngine;
  readonly plan: BoostingPlan;
  readonly layout: BoostingLayout;
  readonly series: SigmoidSeries;
  readonly rows: BoostingRows | undefined;
  /** Told as chunks are done, and awaited: a participant that computed on would not be heard of by its peers. */
  readonly onChunk: (work: string, rows: number) => Promise<void>;
};

/** What a program is told and tells on its way. */
export type Around = {
  readonly stage: (name: string) => void;
  /** Awaited once a tree is grown, or trees were dropped; what it is given goes on in another session. */
  readonly keep: (forest: Forest) => Promise<void>;
  readonly beforeLast: () => Promise<void>;
};

/** A stretch of rows, masked once for the whole session: all parties' one-hot bins, in roster order, and classes' weights if they differ. */
export type Chunk = {
  readonly from: number;
  readonly to: number;
  readonly bins: readonly Masked[];
  /** rows × 1, at `precision.weight`. */
  readonly classes: Masked | undefined;
};

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
  /** nodes × 2: each question's gain at `precision.gain` and its rows' curvature at `precision.sum`, both divided by 2^scaleBits. */
  readonly worth: Shared;
};

/** Trees grown so far, and all that the next one needs. */
export type Forest = {
  readonly trees: readonly Tree[];
  /** For each tree, how far beyond reach the rows were that it grew from. */
  readonly beyond: readonly Shared[];
  /** Scores of all rows, chunk by chunk, now and as many trees before as may be dropped; the last are those of now. */
  readonly scores: readonly (readonly Shared[])[];
  /** Where trees may end early: the least loss so far, and of the latest trees whether each lowered it (over Z_2^16). */
  readonly best: Shared | undefined;
  readonly lowered: readonly Shared[];
  /** Trees after the last that lowered the loss were dropped: none follows. */
  readonly ended: boolean;
};
