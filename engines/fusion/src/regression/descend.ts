import type { Masked, Shared } from '../shares/engine.ts';
import { combine } from '../shares/matrix.ts';
import type { Chunk } from './chunks.ts';
import { derivatives } from './derivatives.ts';
import { invert } from './inverse.ts';
import type { Regression } from './regression.ts';
import { signOf } from './sign.ts';

/** Where Newton's method begins, and how. */
export type Descent = {
  readonly weights: Shared;
  /** How many of the first steps take a new Hessian. */
  readonly freshHessians: number;
  readonly leftOut?: number;
};

/** Where it ended; `beyond` is summed over the rows as the last step found them. */
export type Descended = {
  readonly weights: Shared;
  readonly iterations: number;
  readonly converged: boolean;
  readonly beyond: Shared;
};

/** Newton's method: steps until one is shorter than the tolerance, or until the plan's steps are used up. */
export async function descend(
  regression: Regression,
  chunks: readonly Chunk[],
  { weights: start, freshHessians, leftOut }: Descent,
): Promise<Descended> {
  const { plan, layout } = regression;
  const fold = leftOut === undefined ? '' : `fold ${leftOut + 1}, `;
  let weights = start;
  let inverse: Masked | undefined;
  for (let step = 1; ; step++) {
    const strideBits = step <= freshHessians ? layout.strideBits : undefined;
    const work = `${fold}step ${step}`;
    const { slope, curvature, beyond } = await derivatives(regression, chunks, {
      ...{ weights, strideBits, leftOut, work },
      beyond: true,
    });
    if (curvature) inverse = await maskInverse(regression, (await invert(regression, [curvature]))[0]!);
    const moved = await newtonStep(regression, inverse!, slope);
    weights = combine(regression.engine, [
      [weights, 1n],
      [moved, 1n],
    ]);
    const converged = await small(regression, moved);
    if (converged || step === plan.maxIterations)
      return { weights, iterations: step, converged, beyond: beyond! };
  }
}

/** Masks an inverse Hessian for the steps that take it. */
export function maskInverse({ engine }: Regression, inverse: Shared): Promise<Masked> {
  return engine.mask('step/inverse', inverse);
}

/** What Newton's method adds to the coefficients. */
export async function newtonStep(
  { engine, layout }: Regression,
  inverse: Masked,
  slope: Shared,
): Promise<Shared> {
  const { weight, inverse: inverseBits, gradient } = layout.precision;
  const masked = await engine.mask('step/gradient', slope);
  const [move] = await engine.products('step/move', [[{ x: inverse, y: masked }]]);
  return engine.truncate('step/move.shift', move!, inverseBits + gradient + layout.traceBits - weight);
}

async function small({ engine, plan, layout }: Regression, move: Shared): Promise<boolean> {
  const masked = await engine.mask('stop/move', move);
  const [square] = await engine.products('stop/square', [[{ x: masked, y: masked, transpose: true }]]);
  const limit = engine.constant(1, 1, () =>
    BigUint64Array.of(BigInt(Math.round((plan.tolerance * 2 ** layout.precision.weight) ** 2))),
  );
  const excess = combine(engine, [
    [square!, 1n],
    [limit, -1n],
  ]);
  return engine.decide('result/converged', await signOf(engine, excess));
}
