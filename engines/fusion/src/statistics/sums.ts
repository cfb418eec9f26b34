import { fail } from '@finharbor/kernel';
import { largestOf, noiseOf } from './noise/sensitivity.ts';
import type { Statistic, StatisticsPlan } from './plan.ts';
import { layOutTable } from './tables/table.ts';

/**
 * The statistics of a plan whose sums over so many rows, or the noise of all parties (64 scales of it, passed with probability
 * e^-64), could leave the ring. Such a plan is refused when it runs; a larger unit or narrower bounds help.
 */
export function tooLargeSums(plan: StatisticsPlan, rows: number): readonly Statistic[] {
  return plan.statistics.filter((statistic) => {
    const table = layOutTable(plan, statistic);
    return !table.moments.every((moment) => {
      const noise = noiseOf(plan, table, moment);
      const scale = noise ? noise.parameter.over / noise.parameter.under + 1n : 0n;
      const spread = noise?.kind === 'gaussian' ? BigInt(Math.ceil(Math.sqrt(Number(scale)))) : scale;
      const most = BigInt(rows) * largestOf(plan, moment);
      return most + 64n * spread * BigInt(plan.parties.length) < 2n ** 62n;
    });
  });
}

/** Refuses a plan with such sums. Errors: `fusion.bad_rows`. */
export function checkSums(plan: StatisticsPlan, rows: number): void {
  const [statistic] = tooLargeSums(plan, rows);
  if (statistic)
    fail(
      'fusion.bad_rows',
      `The sums of ${statistic.name} over ${rows} rows may pass 2^62. Use a larger unit.`,
    );
}
