import type { PreparedColumns, RegressionData } from './columns.ts';
import type { RegressionEngine } from './engine.ts';
import type { RegressionLayout } from './layout.ts';
import type { RegressionPlan } from './plan.ts';
import type { SigmoidSeries } from './waves.ts';

/** A regression as one participant walks it; the dealer has no data. */
export type Regression = {
  readonly engine: RegressionEngine;
  readonly plan: RegressionPlan;
  readonly layout: RegressionLayout;
  readonly series: SigmoidSeries;
  readonly data: (RegressionData & { readonly prepared: PreparedColumns }) | undefined;
  /** Told as chunks are done, and awaited: a participant that computed on would not be heard of by its peers. */
  readonly onChunk: (work: string, rows: number) => Promise<void>;
};
