import { toNumbers } from '../ring/words.ts';
import type { RoundedCounts, Training } from './count.ts';
import { middleOf, rocPoints } from './evaluate.ts';
import { type Figures, figures } from './metrics.ts';
import type { OpenedModel } from './opened-model.ts';
import { aucUnits, ksUnits } from './separation.ts';
import type { Trained } from './train-program.ts';
import type { SetWeights } from './weights.ts';

/** Figures of the two shared models. */
export type SharedFigures = { readonly joint: Figures; readonly offices: Figures };

/** Points of a ROC curve, from many refused to few: defaults and non-defaults at or above each threshold, in log-odds. */
export type RocCurve = readonly { readonly threshold: number; readonly bad: number; readonly good: number }[];

/** One feature of the final scorecard, as the label holder knows it. */
export type FeatureReport = {
  readonly party: string;
  readonly feature: string;
  readonly iv: number;
  /** Per bin; counts of office features are multiples of the smallest group. */
  readonly bins: readonly { readonly woe: number; readonly bad?: number; readonly good?: number }[];
};

/** What the label holder learns from a training. */
export type TrainingReport = SharedFigures & {
  readonly rows: number;
  /** The label holder's own features alone, fitted in the clear at its own node. */
  readonly alone: Figures;
  readonly roc: { readonly joint: RocCurve; readonly offices: RocCurve };
  readonly features: readonly FeatureReport[];
  /** Every opened count, per training set (folds, oot, final) and bin of all parties; zero at the label holder's own bins. */
  readonly counts: readonly RoundedCounts[];
  /** What the plan opens of the model to the label holder. */
  readonly model?: OpenedModel;
};

/** The opened figures, where this party sees them. */
export function measured({ layout }: Training, { auc, ks }: Trained): SharedFigures | undefined {
  if (!auc || !ks) return undefined;
  const groups = layout.groups.length;
  const [aucs, kss] = [toNumbers(auc).map((v) => v / aucUnits), toNumbers(ks).map((v) => v / ksUnits)];
  const of = (from: number): Figures =>
    figures([...aucs.slice(from, from + groups)], [...kss.slice(from, from + groups)]);
  return { joint: of(0), offices: of(groups) };
}

type Parts = {
  readonly alone: Figures;
  readonly figures: SharedFigures;
  readonly roc: Float64Array;
  readonly weights: readonly SetWeights[];
  readonly counts: readonly RoundedCounts[];
  readonly model: OpenedModel | undefined;
};

/** Puts the label holder's report together. */
export function trainingReport({ plan, layout, rows }: Training, parts: Parts): TrainingReport {
  const middle = middleOf(rows!.outcome!.label);
  const curve = (from: number): RocCurve =>
    Array.from({ length: rocPoints }, (_, j) => ({
      threshold: middle - 2 + j / 4,
      bad: plan.smallestGroup * parts.roc[from + j]!,
      good: plan.smallestGroup * parts.roc[from + rocPoints + j]!,
    }));
  const [weights, counts] = [parts.weights.at(-1)!, parts.counts.at(-1)!];
  return {
    ...parts.figures,
    alone: parts.alone,
    rows: rows!.count,
    counts: parts.counts,
    ...(parts.model && { model: parts.model }),
    roc: { joint: curve(0), offices: curve(2 * rocPoints) },
    features: layout.features.map(({ party, feature, from, bins }, f) => ({
      party,
      feature,
      iv: weights.iv[f]!,
      bins: Array.from({ length: bins }, (_, i) => ({
        woe: weights.woe[from + i]!,
        ...(party !== plan.labelHolder && { bad: counts.bad[from + i]!, good: counts.good[from + i]! }),
      })),
    })),
  };
}
