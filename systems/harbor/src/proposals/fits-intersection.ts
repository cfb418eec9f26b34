import type { IntersectionOperation, IntersectionPlan } from '@finharbor/fusion';
import type { Body, ProposedData, Verified } from '../documents.ts';
import {
  type IntersectionTerms,
  intersectionTerms,
  isByEcdh,
  mayBeTold,
  mostAttempts,
  operationOf,
} from './intersection-terms.ts';
import { isSame } from './is-same.ts';

/** Whether an intersection's plan is within its contract's terms, and its columns are bound to data. */
export function intersectionFits(
  { id, body }: Verified<'contract'>,
  plan: IntersectionPlan,
  proposal: Body<'proposal'>,
): boolean {
  const terms = intersectionTerms(body);
  const [consumer, provider] = plan.sides;
  const operation = operationOf(plan);
  return (
    terms !== undefined &&
    plan.contract === id &&
    plan.job === proposal.proposal &&
    isSame([consumer.party, provider.party], [body.consumer, ...body.providers]) &&
    plan.adversary === (isByEcdh(operation) ? 'semi-honest' : 'malicious') &&
    plan.mostAttempts <= mostAttempts &&
    plan.sides.every(
      ({ fewestRows, mostRows }) => fewestRows >= terms.fewestRows && mostRows <= terms.mostRows,
    ) &&
    mayBeTold(terms, operation) &&
    tellsWhomItMay(plan, operation, terms) &&
    plan.sides.every(({ party }) => isBound(plan, party, proposal.data[party]!))
  );
}

function tellsWhomItMay(
  { sides: [consumer, provider], receiver }: IntersectionPlan,
  operation: IntersectionOperation,
  { bothMayLearn, smallestGroup }: IntersectionTerms,
): boolean {
  const isConsumers = receiver === consumer.party;
  if (operation.kind === 'rows') return isConsumers && (provider.result === 'nothing' || bothMayLearn);
  if (operation.learns === 'both' && !bothMayLearn) return false;
  if (operation.kind === 'count') return isConsumers;
  const isLarge = smallestGroup !== undefined && operation.atLeast >= smallestGroup;
  return isLarge && (isConsumers || operation.learns === 'both');
}

/** A party brings keys alone, but for the column of its numbers that is summed. */
function isBound(plan: IntersectionPlan, party: string, { columns, decimals }: ProposedData): boolean {
  const operation = operationOf(plan);
  if (operation.kind !== 'sum' || party === plan.receiver) return columns.length === 0;
  const { holds, decimals: places } = operation.column;
  return isSame(columns, [holds]) && isSame(decimals, { [holds]: places });
}
