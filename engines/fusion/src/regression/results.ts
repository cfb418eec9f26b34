import type { Masked, Shared } from '../shares/engine.ts';
import { combine, rowsOf } from '../shares/matrix.ts';
import type { Chunk } from './chunks.ts';
import { interceptMap } from './columns.ts';
import { derivatives } from './derivatives.ts';
import { maskInverse, newtonStep } from './descend.ts';
import type { RegressionEngine } from './engine.ts';
import { invert } from './inverse.ts';
import type { Regression } from './regression.ts';

/** What is ready to be opened, under shares still. */
export type Results = { readonly coefficients: Shared; readonly variances: Shared | undefined };

/** A last step with the Hessian of all rows, and that Hessian's inverse: the coefficients' covariances. */
export async function lastStep(
  regression: Regression,
  chunks: readonly Chunk[],
  weights: Shared,
): Promise<{ weights: Shared; covariance: Shared }> {
  const at = { weights, strideBits: 0, leftOut: undefined, work: 'standard errors' };
  const { slope, curvature } = await derivatives(regression, chunks, at);
  const covariance = (await invert(regression, [curvature!]))[0]!;
  const moved = await newtonStep(regression, await maskInverse(regression, covariance), slope);
  const last = combine(regression.engine, [
    [weights, 1n],
    [moved, 1n],
  ]);
  return { weights: last, covariance };
}

/** Coefficients with the intercept of the columns as given, not as centred, and the variances of both. */
export async function resultsOf(
  regression: Regression,
  weights: Shared,
  covariance: Shared | undefined,
): Promise<Results> {
  const { engine, layout } = regression;
  const maps = await maskMaps(regression);
  const intercept = await along(regression, maps, { label: 'result/intercept', of: weights });
  const coefficients = replaced(engine, weights, intercept);
  if (!covariance) return { coefficients, variances: undefined };
  const k = layout.columns.length;
  const row = await along(regression, maps, { label: 'result/covariance', of: covariance });
  const column = { rows: k, cols: 1, words: row.words };
  const variance = await along(regression, maps, { label: 'result/variance', of: column });
  const diagonal = engine.local(k, 1, () => covariance.words.filter((_, i) => i % (k + 1) === 0));
  return { coefficients, variances: replaced(engine, diagonal, variance) };
}

async function maskMaps({ engine, layout, data }: Regression): Promise<Masked[]> {
  const bits = layout.precision.means;
  const maps: Masked[] = [];
  for (const { party, from, to } of layout.blocks)
    maps.push(
      await engine.input('result/means', {
        owner: party,
        rows: to - from,
        cols: 1,
        make: () => interceptMap(data!.prepared, { bits, intercept: from === 0 }),
      }),
    );
  return maps;
}

async function along(
  { engine, layout }: Regression,
  maps: readonly Masked[],
  { label, of }: { label: string; of: Shared },
): Promise<Shared> {
  const masked = await engine.mask(label, of);
  const terms = maps.map((x, i) => {
    const { from, to } = layout.blocks[i]!;
    return { x, y: rowsOf(masked, from, to), transpose: true };
  });
  const [product] = await engine.products(label, [terms]);
  return engine.truncate(`${label}.shift`, product!, layout.precision.means);
}

function replaced(engine: RegressionEngine, vector: Shared, first: Shared): Shared {
  return engine.local(vector.rows, 1, () => {
    const words = vector.words.slice();
    words[0] = first.words[0]!;
    return words;
  });
}
