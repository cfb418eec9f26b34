import {
  binOf,
  fitBinning,
  type Outcome,
  type PartyRows,
  type TrainingPlan,
  trainingPlan,
} from '@finharbor/fusion';
import { type BenchRows, benchPlan } from '../shares-parts/fit-rows.ts';

/** The plan of the scorecard: the usual settings, a Newton step more for the sample, and nobody deals. */
export const cardPlan: TrainingPlan = trainingPlan({
  parties: benchPlan.parties,
  labelHolder: benchPlan.labelHolder,
  centreLogit: -3,
  dealer: 'none',
});

/** A party's columns in bins of at least a twentieth of the rows; every fifth row a fold, every sixth out of time. */
export function cardRows({ columns, outcome }: BenchRows, self: string): PartyRows {
  const count = outcome.length;
  const features = columns.map((values, j) => {
    const cells = [...values];
    const binning = fitBinning(cells, { kind: 'numeric', minRows: Math.ceil(count / 20) });
    const bin = Uint8Array.from(cells, (value) => binOf(binning, value));
    return { feature: `${self}${j}`, bins: binning.labels.length, bin };
  });
  return { count, features, ...(self === cardPlan.labelHolder && { outcome: cardOutcome(outcome) }) };
}

function cardOutcome(label: Uint8Array): Outcome {
  return {
    label,
    fold: label.map((_, row) => row % cardPlan.folds),
    period: label.map((_, row) => Number(row % 6 === 0)),
  };
}
