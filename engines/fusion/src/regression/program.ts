import type { Words } from '../ring/words.ts';
import type { Shared } from '../shares/engine.ts';
import { type Chunk, maskColumns } from './chunks.ts';
import { type Descended, descend } from './descend.ts';
import { recipients } from './plan.ts';
import type { Regression } from './regression.ts';
import { lastStep, type Results, resultsOf } from './results.ts';
import { validate } from './validate.ts';
import { beyondReach } from './within-reach.ts';

/** The stages of a regression, in order. */
export const regressionStages = ['mask', 'fit', 'errors', 'validate', 'open'] as const;

/** What the program gives: shares everywhere, opened words where the plan says so. */
export type Fitted = {
  readonly converged: boolean;
  /** Steps of the fit, then of each fold's. */
  readonly iterations: readonly number[];
  readonly weights: Shared;
  /** How many tests of reach failed; undefined at the dealer, and where the fit has not converged. */
  readonly failures: number | undefined;
  readonly opened: Opened | undefined;
};

type Opened = {
  readonly coefficients: Words;
  readonly variances: Words | undefined;
  readonly squares: Words | undefined;
};

type Around = { readonly stage: (name: string) => void; readonly beforeLast: () => Promise<void> };

/** The whole regression, as every party and the dealer walk it. */
export async function regressionProgram(regression: Regression, around: Around): Promise<Fitted> {
  around.stage('mask');
  const chunks = await maskColumns(regression);
  around.stage('fit');
  const first = await descend(regression, chunks, {
    weights: startOf(regression),
    freshHessians: regression.plan.freshHessians,
  });
  const { results, sums, ...fitted } = await measure(regression, { chunks, first, around });
  const { converged, weights } = fitted;
  const failures = converged ? await beyondReach(regression, chunks, { sums, weights }) : undefined;
  // The dealer does not know, and has nothing to do from here on: openings to a party take no dealt randomness.
  if (failures) return { ...fitted, failures, opened: undefined };
  around.stage('open');
  await around.beforeLast();
  return { ...fitted, failures, opened: results && (await open(regression, results)) };
}

function startOf({ engine, plan, layout }: Regression): Shared {
  const k = layout.columns.length;
  return engine.constant(k, 1, () => {
    const start = new BigUint64Array(k);
    // Half way: from a start nearer to even odds than the data are, Newton's steps fall short; from one farther, they overshoot.
    start[0] = BigInt.asUintN(64, BigInt((plan.centreLogit / 2) * 2 ** layout.precision.weight));
    return start;
  });
}

type Measured = Omit<Fitted, 'opened' | 'failures'> & {
  readonly results: (Results & Squares) | undefined;
  /** `beyond`, summed over the rows of the fit and of each fold's. */
  readonly sums: readonly Shared[];
};
type Squares = { readonly squares: Shared | undefined };

async function measure(
  regression: Regression,
  { chunks, first, around }: { chunks: readonly Chunk[]; first: Descended; around: Around },
): Promise<Measured> {
  const { plan } = regression;
  const { converged, weights: ended } = first;
  const only = {
    ...{ converged, weights: ended, iterations: [first.iterations], results: undefined },
    sums: [first.beyond],
  };
  if (!converged || recipients(plan).length === 0) return only;
  around.stage('errors');
  const exact = plan.standardErrors ? await lastStep(regression, chunks, first.weights) : undefined;
  const weights = exact?.weights ?? ended;
  around.stage('validate');
  const { squares, iterations: others, beyond } = await validate(regression, chunks, weights);
  const iterations = [first.iterations, ...others];
  if (plan.folds > 0 && !squares) return { ...only, converged: false, iterations };
  const results = { ...(await resultsOf(regression, weights, exact?.covariance)), squares };
  return { converged, iterations, weights, results, sums: [first.beyond, ...beyond] };
}

async function open(
  { engine, plan }: Regression,
  { coefficients, variances, squares }: Results & Squares,
): Promise<Opened | undefined> {
  let opened: Opened | undefined;
  for (const party of recipients(plan)) {
    const to = { party, bits: 64 } as const;
    const words = {
      coefficients: await engine.reveal('result/coefficients', coefficients, to),
      variances: variances && (await engine.reveal('result/variances', variances, to)),
      squares: squares && (await engine.reveal('result/squares', squares, to)),
    };
    if (words.coefficients) opened = { ...words, coefficients: words.coefficients };
  }
  return opened;
}
