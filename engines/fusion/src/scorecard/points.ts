import type { Shared } from '../shares/engine.ts';
import { combine, cutColumns, shareRows, stack } from '../shares/matrix.ts';
import type { Training } from './count.ts';
import type { Fitted } from './fit.ts';
import { larger } from './larger.ts';
import { priorShift } from './plan.ts';
import { maxPoints, termBits } from './scales.ts';

const fineBits = 2;
const factorBits = 8;
const offset = 16_384;

/** The scorecard under shares, in whole points over Z_2^64. */
export type SharedPoints = {
  /** bins × 1. */
  readonly points: Shared;
  /** features × 1: the most points a feature can give. */
  readonly most: Shared;
  /** 1 × 1: the points everybody starts from. */
  readonly base: Shared;
  /** bins × 1 over Z_2^16: 1 where a bin's points are more than a scoring takes. */
  readonly tooLarge: Shared;
};

/**
 * Stage `model`: points per bin of the fit on all rows, −factor·WOE·w rounded to integers by look-up, the most points per
 * feature by a tournament, and the base, offset − factor·intercept after the prior correction.
 */
export async function pointsOf(training: Training, { terms }: Fitted): Promise<SharedPoints> {
  const { engine, plan, layout } = training;
  const final = layout.sets.length - 1;
  const column = engine.local(layout.bins + 1, 1, () =>
    terms.words.filter((_, i) => i % layout.fits.length === final),
  );
  const factor = plan.points.pdo / Math.LN2;
  const shift = termBits + factorBits - fineBits;
  const half = engine.constant(column.rows, 1, () =>
    new BigUint64Array(column.rows).fill(1n << BigInt(shift - 1)),
  );
  const scaled = combine(engine, [
    [column, -BigInt(Math.round(factor * 2 ** factorBits))],
    [half, 1n],
  ]);
  const index = await engine.truncate('model/points.shift', scaled, shift);
  const size = 16_384;
  const table = Uint16Array.from({ length: size }, (_, i) => {
    return offset + pointsAt(i, size);
  });
  const tooMany = Uint16Array.from({ length: size }, (_, i) =>
    Number(Math.abs(pointsAt(i, size)) > maxPoints),
  );
  const looked = await engine.lookup('model/points', { index, size, tables: [table, tooMany] });
  const part = (of: number): Shared =>
    engine.local(column.rows, 1, () => cutColumns(looked.words, 2, [of, of + 1]));
  const lifted = await engine.lift('model/points.lift', part(0));
  const { score, odds } = plan.points;
  const start = Math.round(score - factor * (Math.log(odds) - priorShift(plan)));
  const back = engine.constant(lifted.rows, 1, () => {
    const words = new BigUint64Array(lifted.rows).fill(BigInt.asUintN(64, BigInt(-offset)));
    words[0] = BigInt.asUintN(64, BigInt(start - offset));
    return words;
  });
  const points = combine(engine, [
    [lifted, 1n],
    [back, 1n],
  ]);
  const most = await mostPerFeature(training, points);
  const side = layout.bins + 1;
  return {
    base: shareRows(points, 0, 1),
    points: shareRows(points, 1, side),
    most,
    tooLarge: shareRows(part(1), 1, side),
  };
}

function pointsAt(index: number, size: number): number {
  return Math.round((index < size / 2 ? index : index - size) / 2 ** fineBits);
}

/** The largest entry of each feature's stretch; row 0 is the base and takes no part. */
async function mostPerFeature(training: Training, points: Shared): Promise<Shared> {
  const { engine, layout } = training;
  let values = points;
  let stretches = layout.features.map(({ from, bins }) =>
    Array.from({ length: bins }, (_, i) => from + 1 + i),
  );
  while (stretches.some((stretch) => stretch.length > 1)) {
    const pairs = stretches.flatMap((stretch) =>
      Array.from(
        { length: Math.floor(stretch.length / 2) },
        (_, i) => [stretch[i * 2]!, stretch[i * 2 + 1]!] as const,
      ),
    );
    const pick = (places: readonly number[]): Shared => pickRows(training, values, places);
    const won = await larger(engine, 'model/larger', [
      pick(pairs.map(([a]) => a)),
      pick(pairs.map(([, b]) => b)),
    ]);
    let next = 0;
    const survivors: Shared[] = [won];
    const left = stretches.map((stretch) => {
      const winners = Array.from({ length: Math.floor(stretch.length / 2) }, () => next++);
      if (stretch.length % 2 === 0) return winners;
      survivors.push(pick([stretch.at(-1)!]));
      return [...winners, pairs.length + survivors.length - 2];
    });
    values = stack(engine, survivors);
    stretches = left;
  }
  return pickRows(
    training,
    values,
    stretches.map((stretch) => stretch[0]!),
  );
}

function pickRows({ engine }: Training, values: Shared, places: readonly number[]): Shared {
  return engine.local(places.length, 1, () => BigUint64Array.from(places, (place) => values.words[place]!));
}
