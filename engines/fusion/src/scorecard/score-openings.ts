import type { Layout } from './layout.ts';
import type { ScoringPlan } from './plan.ts';

/** Sizes of a scoring: bins of all parties, features, and pairs of features. */
export type ScoringSizes = { readonly b: number; readonly d: number; readonly pairs: number };

/** The sizes of a scoring. */
export function scoringSizes({ bins, features }: Pick<Layout, 'bins' | 'features'>): ScoringSizes {
  return { b: bins, d: features.length, pairs: (features.length * (features.length - 1)) / 2 };
}

/** Whether a scoring opens anything under a label: without a dealer the firm's bins stay with who has them. */
export function scoringTakesPlace({ dealer }: ScoringPlan, label: string): boolean {
  return dealer === undefined || label !== 'score/bins';
}

/** Masked openings of a private scoring. Label, count and the count as a formula. */
export const maskedScoringOpenings: readonly (readonly [string, (sizes: ScoringSizes) => number, string])[] =
  [
    ['score/bins', ({ b }) => b, 'b'],
    ['score/points', ({ b }) => b, 'b'],
    ['score/total', () => 1, '1'],
    ['score/pairs', ({ pairs }) => pairs, 'd(d−1)/2'],
    ['score/ranks', ({ d }) => d, 'd'],
  ];
