import type { ContractDraft, KindTerms } from '../contracts.ts';
import type { Body, Constraint } from '../documents.ts';
import { type PointsOpening, pointsOpenings } from '../training/options.ts';

/** What of a contract its form lets one choose, and what a provider may answer otherwise. */
export type ChosenTerms = Pick<
  ContractDraft,
  'uses' | 'smallestGroup' | 'validDays' | 'retentionDays' | 'purposes' | 'plans' | 'terms' | 'place'
>;

const dayMs = 86_400_000;
/** What the form says where a contract says nothing. */
const unsaid = { uses: 1_000_000, smallestGroup: 50, retentionDays: 365, mostRows: 1_000_000 };

/** The choices that a contract's terms come from. */
export function chosenTerms(contract: Body<'contract'>): ChosenTerms {
  const { kind, constraints, validFrom, validUntil, purposes, charges = [], place } = contract;
  const numberOf = (name: Constraint['name']): number | undefined => {
    const value = constraints.find((one) => one.name === name)?.value;
    return typeof value === 'number' ? value : undefined;
  };
  const terms = kindTerms(kind, constraints, numberOf);
  const days = (Date.parse(validUntil) - Date.parse(validFrom)) / dayMs;
  return {
    uses: numberOf('uses') ?? unsaid.uses,
    smallestGroup: numberOf('smallest_group') ?? numberOf('fewest_rows') ?? unsaid.smallestGroup,
    validDays: Math.max(1, Math.round(days)),
    retentionDays: numberOf('retention_days') ?? unsaid.retentionDays,
    ...(purposes && { purposes }),
    ...(charges.length > 0 && {
      plans: Object.fromEntries(charges.map(({ product, plan }) => [product, plan.plan])),
    }),
    ...(terms && { terms }),
    ...(place !== undefined && { place }),
  };
}

function kindTerms(
  kind: Body<'contract'>['kind'],
  constraints: readonly Constraint[],
  numberOf: (name: Constraint['name']) => number | undefined,
): KindTerms | undefined {
  const textOf = (name: Constraint['name']) => constraints.find((one) => one.name === name)?.value;
  if (kind === 'train') {
    const opened = pointsOpenings.find((one) => one === textOf('points_opened'));
    return { pointsOpened: opened ?? ('nobody' satisfies PointsOpening) };
  }
  if (kind === 'intersect') {
    const most = textOf('most_learned');
    return {
      learns: textOf('learns') === 'both' ? 'both' : 'consumer',
      mostRows: numberOf('most_rows') ?? unsaid.mostRows,
      ...(most === 'rows' || most === 'figures' ? { mostLearned: most } : {}),
    };
  }
  const [epsilonMicro, delta] = [numberOf('privacy_epsilon'), numberOf('privacy_delta')];
  if (kind !== 'statistics' || epsilonMicro === undefined || delta === undefined) return undefined;
  return { budget: { epsilonMicro, delta } };
}
