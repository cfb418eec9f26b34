import { composed, type PrivacyCost } from '../budget/composition.ts';
import { costOf, type Protection, type Statistic, type StatisticsPlan } from '../plan.ts';
import { layOutTable } from '../tables/table.ts';
import { sensitivityOf } from './sensitivity.ts';

type Noise = Exclude<Protection, { readonly kind: 'threshold' }>;

/** What one noisy statistic of a plan takes of the budget, and what the other kind of noise would take that is no wider on any figure. */
export type NoiseAdvice = {
  readonly statistic: string;
  /** Millionths of ε at the contract's δ, beside all that is spent and all else in the plan. */
  readonly costMicro: number;
  readonly other: { readonly protection: Noise; readonly costMicro: number };
};

/**
 * Compares both kinds of noise for each noisy statistic of a plan that has a budget, given what was spent under its contract. Laplace
 * noise is the cheaper one for few answers, Gaussian noise for many: costs of the first add up, of the second grow with their root.
 */
export function noiseAdvice(plan: StatisticsPlan, spent: readonly PrivacyCost[]): readonly NoiseAdvice[] {
  const { budget, statistics } = plan;
  if (!budget) return [];
  return statistics.flatMap((statistic) => {
    const other = sameWidth(plan, statistic);
    if (!other) return [];
    const without = statistics.filter((one) => one !== statistic);
    const cost = (protection?: Noise): number => {
      const asked = protection ? [...without, { ...statistic, protection }] : without;
      return composed([...spent, costOf({ ...plan, statistics: asked })], budget.delta);
    };
    const before = cost();
    return [
      {
        statistic: statistic.name,
        costMicro: cost(statistic.protection as Noise) - before,
        other: { protection: other, costMicro: cost(other) - before },
      },
    ];
  });
}

/** The other kind of noise, of no greater deviation on any moment; rounded up, so that it is never the wider one. */
function sameWidth(plan: StatisticsPlan, statistic: Statistic): Noise | undefined {
  const { protection } = statistic;
  const table = layOutTable(plan, statistic);
  const count = table.moments.length;
  // With m moments, Laplace noise has the variance 2·(Δ₁·m/ε)², Gaussian noise Δ₂²·m/2ρ.
  const ratios = table.moments.map((moment) => {
    const { l1, l2Squared } = sensitivityOf(plan, table, moment);
    return Number(l2Squared) / Number(l1) ** 2;
  });
  switch (protection.kind) {
    case 'threshold':
      return undefined;
    case 'laplace': {
      const epsilon = protection.epsilonMicro / million;
      const rho = (Math.max(...ratios) * epsilon ** 2) / (4 * count);
      return { kind: 'gaussian', rhoMicro: micro(rho) };
    }
    case 'gaussian': {
      const rho = protection.rhoMicro / million;
      return { kind: 'laplace', epsilonMicro: micro(2 * Math.sqrt((count * rho) / Math.min(...ratios))) };
    }
  }
}

const million = 1_000_000;

function micro(value: number): number {
  return Math.min(1_000_000_000, Math.max(1, Math.ceil(value * million)));
}
