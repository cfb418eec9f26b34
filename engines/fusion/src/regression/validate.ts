import type { Shared } from '../shares/engine.ts';
import { type Chunk, chunkRows } from './chunks.ts';
import { total } from './derivatives.ts';
import { descend } from './descend.ts';
import { foldOf } from './layout.ts';
import { predict } from './predict.ts';
import type { Regression } from './regression.ts';

/** Cross-validation under shares: Σ (y − p)² over all rows, each predicted by the fit that did not see its fold. */
export type Validated = {
  readonly squares: Shared | undefined;
  readonly iterations: readonly number[];
  /** Of each fold's fit, what `Descended` says. */
  readonly beyond: readonly Shared[];
};

/** Fits each fold's complement from the whole fit on; `squares` is undefined without folds, and when a fold's fit did not converge. */
export async function validate(
  regression: Regression,
  chunks: readonly Chunk[],
  start: Shared,
): Promise<Validated> {
  const { engine, plan } = regression;
  const squares: Shared[] = [];
  const iterations: number[] = [];
  const beyond: Shared[] = [];
  for (let fold = 0; fold < plan.folds; fold++) {
    const fitted = await descend(regression, chunks, { weights: start, freshHessians: 1, leftOut: fold });
    iterations.push(fitted.iterations);
    beyond.push(fitted.beyond);
    if (!fitted.converged) return { squares: undefined, iterations, beyond };
    squares.push(await heldOutSquares(regression, chunks, { weights: fitted.weights, fold }));
  }
  return { squares: squares.length > 0 ? total(engine, squares) : undefined, iterations, beyond };
}

async function heldOutSquares(
  regression: Regression,
  chunks: readonly Chunk[],
  of: { weights: Shared; fold: number },
): Promise<Shared> {
  const { engine, plan, layout } = regression;
  const { series, wave, residual: bits } = layout.precision;
  const weights = await engine.mask('step/weights', of.weights);
  const sums: Shared[] = [];
  for (const chunk of chunks) {
    const places = Int32Array.from(chunk.rows.keys()).filter(
      (place) => foldOf(chunk.rows[place]!, plan.folds) === of.fold,
    );
    const { residual } = await predict(regression, chunkRows(chunk, places), { weights, slopes: false });
    const short = await engine.truncate('validate/residual.shift', residual, series + wave - bits);
    const masked = await engine.mask('validate/residual', short);
    const [sum] = await engine.products('validate/squares', [[{ x: masked, y: masked, transpose: true }]]);
    sums.push(sum!);
    await regression.onChunk(`fold ${of.fold + 1}, held out`, chunk.rows.at(-1)! + 1);
  }
  return total(engine, sums);
}
