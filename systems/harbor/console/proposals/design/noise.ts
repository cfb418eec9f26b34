import type { DraftColumn, DraftNoise, DraftStatistic, ProposalPreview } from '@finharbor/harbor/contract';
import { type Design, keyOf } from './design.ts';

/** By how much a noisy statistic's counts, and its sums where it has some, will be off in 95 of 100 cases. */
export type Spread = { readonly counts: number; readonly sums: number | undefined };

/** How far one row moves what is counted or summed over all cells: in the sum of sizes, and in the sum of squares. */
type Reach = { readonly sizes: number; readonly squares: number };

const million = 1_000_000;

/**
 * What noise does to a statistic. Every party adds noise of its own, so that one honest party is enough; what the statistic may tell is
 * spent in equal parts on what is counted and summed. Undefined where no noise is added.
 */
export function spreadOf(
  statistic: DraftStatistic,
  { columns, parties }: Pick<Design, 'columns'> & { readonly parties: number },
): Spread | undefined {
  const { protection } = statistic;
  if (protection.kind === 'threshold') return undefined;
  const { moments, isOneCell } = shapeOf(statistic);
  const moves = isOneCell ? 1 : 2;
  const spread = (reach: Reach): number =>
    2 * Math.sqrt(parties * varianceOf(protection, { reach, moments }));
  const summed = statistic.kind === 'groups' ? statistic.value : null;
  const column = summed && columns.find((one) => keyOf(one) === keyOf(summed));
  return {
    counts: spread({ sizes: moves, squares: moves }),
    sums: column ? spread(reachOf(column, moves)) : undefined,
  };
}

function varianceOf(
  noise: DraftNoise,
  { reach, moments }: { readonly reach: Reach; readonly moments: number },
): number {
  return noise.kind === 'laplace'
    ? 2 * ((reach.sizes * moments * million) / noise.epsilonMicro) ** 2
    : (reach.squares * moments * million) / (2 * noise.rhoMicro);
}

function shapeOf(statistic: DraftStatistic): { readonly moments: number; readonly isOneCell: boolean } {
  switch (statistic.kind) {
    case 'groups': {
      const moments = !statistic.value ? 1 : statistic.upTo === 'sum' ? 2 : 3;
      return { moments, isOneCell: statistic.by.length === 0 };
    }
    case 'correlation':
      // The rows, both sums, both sums of squares, and the sum of products.
      return { moments: 6, isOneCell: true };
    case 'woe':
    case 'quantiles':
      return { moments: 1, isOneCell: false };
  }
}

/** One row may change its value within the bounds, or its cell. */
function reachOf(column: DraftColumn, moves: number): Reach {
  if (column.kind === 'category') return { sizes: 0, squares: 0 };
  const { min, max } = column;
  const largest = Math.max(Math.abs(min), Math.abs(max));
  return {
    sizes: Math.max(moves * largest, max - min),
    squares: Math.max(moves * largest ** 2, (max - min) ** 2),
  };
}

/** Noise of a kind that, were it the only one under a contract, would tell as much as ε says at the contract's δ. */
export function noiseAlone(
  kind: DraftNoise['kind'],
  { epsilonMicro, delta }: { readonly epsilonMicro: number; readonly delta: number },
): DraftNoise {
  if (kind === 'laplace') return { kind, epsilonMicro };
  // ε = ρ + 2·√(ρ·ln(1/δ)), solved for ρ (Bun and Steinke 2016, proposition 1.3).
  const failing = Math.log(1 / delta);
  const root = Math.sqrt(failing + epsilonMicro / million) - Math.sqrt(failing);
  return { kind, rhoMicro: Math.max(1, Math.floor(million * root ** 2)) };
}

/** ε in millionths of noise that is the only one under a contract. */
export function aloneMicro(noise: DraftNoise, delta: number): number {
  if (noise.kind === 'laplace') return noise.epsilonMicro;
  const rho = noise.rhoMicro / million;
  return Math.round(million * (rho + 2 * Math.sqrt(rho * Math.log(1 / delta))));
}

/** What the engine says of a statistic's noise, where its last word is about the noise that is chosen now. */
export function adviceOn(
  { name, protection }: DraftStatistic,
  preview: ProposalPreview | undefined,
): ProposalPreview['noise'][number] | undefined {
  const asked = preview?.plan.statistics;
  const same = JSON.stringify({ name, protection });
  const isSame = (one: unknown): boolean => {
    const { name, protection } = one as Pick<DraftStatistic, 'name' | 'protection'>;
    return JSON.stringify({ name, protection }) === same;
  };
  if (!Array.isArray(asked) || !asked.some(isSame)) return undefined;
  return preview?.noise.find(({ statistic }) => statistic === name);
}
