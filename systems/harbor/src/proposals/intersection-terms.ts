import type { IntersectionOperation, IntersectionPlan } from '@finharbor/fusion';
import type { Body } from '../documents.ts';
import { limitOf } from '../domain.ts';

/** Tries allowed for each shard: each time a receiver whose program was changed could ask about other firms. */
export const mostAttempts = 20;

/** What a contract lets an intersection tell. */
export type IntersectionTerms = {
  readonly fewestRows: number;
  readonly mostRows: number;
  /** Whether a provider may learn it too. */
  readonly bothMayLearn: boolean;
  /** Undefined where the contract is from before figures: it lets rows be told, by a protocol against malicious parties, and nothing else. */
  readonly mostLearned: 'rows' | 'figures' | undefined;
  /** The fewest firms that are summed over; undefined where nothing is. */
  readonly smallestGroup: number | undefined;
};

/** A contract's terms for intersections; undefined where it has none. */
export function intersectionTerms(contract: Body<'contract'>): IntersectionTerms | undefined {
  const [fewestRows, mostRows] = [limitOf(contract, 'fewest_rows'), limitOf(contract, 'most_rows')];
  if (fewestRows === undefined || mostRows === undefined) return undefined;
  const termOf = (name: string): string | number | undefined =>
    contract.constraints.find((one) => one.name === name)?.value;
  const mostLearned = termOf('most_learned');
  return {
    fewestRows,
    mostRows,
    bothMayLearn: termOf('learns') === 'both',
    mostLearned: mostLearned === 'rows' || mostLearned === 'figures' ? mostLearned : undefined,
    smallestGroup: limitOf(contract, 'smallest_group'),
  };
}

/** What a plan asks for: rows without a threshold where it does not say. */
export function operationOf({ operation }: IntersectionPlan): IntersectionOperation {
  return operation ?? { kind: 'rows' };
}

/** Whether the terms let that be told at all. */
export function mayBeTold(
  { mostLearned }: IntersectionTerms,
  operation: { readonly kind: 'rows' | 'count' | 'sum'; readonly atLeast?: number | null },
): boolean {
  if (operation.kind !== 'rows') return mostLearned !== undefined;
  if (mostLearned === 'figures') return false;
  return mostLearned === 'rows' || typeof operation.atLeast !== 'number';
}

/** Figures and thresholds go over ECDH, which holds as long as both sides follow it. */
export function isByEcdh(operation: {
  readonly kind: 'rows' | 'count' | 'sum';
  readonly atLeast?: number | null;
}): boolean {
  return operation.kind !== 'rows' || typeof operation.atLeast === 'number';
}
