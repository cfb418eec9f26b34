import { fail } from '@finharbor/kernel';
import { largestOf, noiseOf } from './noise/sensitivity.ts';
import type { StatisticsPlan } from './plan.ts';
import { layOutTable } from './tables/table.ts';

/**
 * Refuses a plan whose sums over so many rows, or the noise of all parties (64 scales of it, passed with probability e^-64),
 * could leave the ring. Errors: `fusion.bad_rows`.
 */
export function checkSums(plan: StatisticsPlan, rows: number): void {
  for (const statistic of plan.statistics) {
    const table = layOutTable(plan, statistic);
    const fit = table.moments.every((moment) => {
      const noise = noiseOf(plan, table, moment);
      const scale = noise ? noise.parameter.over / noise.parameter.under + 1n : 0n;
      const spread = noise?.kind === 'gaussian' ? BigInt(Math.ceil(Math.sqrt(Number(scale)))) : scale;
      const most = BigInt(rows) * largestOf(plan, moment);
      return most + 64n * spread * BigInt(plan.parties.length) < 2n ** 62n;
    });
    if (!fit)
      fail(
        'fusion.bad_rows',
        `The sums of ${statistic.name} over ${rows} rows may pass 2^62. Use a larger unit.`,
      );
  }
}
