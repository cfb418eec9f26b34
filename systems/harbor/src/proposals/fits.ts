import { checkIntersectionPlan, checkStatisticsPlan, type StatisticsPlan } from '@finharbor/fusion';
import { codeOf } from '@finharbor/kernel';
import type { Body, Verified } from '../documents.ts';
import { limitOf } from '../domain.ts';
import { intersectionFits } from './fits-intersection.ts';
import { isSame } from './is-same.ts';
import { proposalLeakage } from './leakage.ts';
import { budgetOf, planColumn, rosterOf } from './plan.ts';
import { type ProposedPlan, readPlan } from './plan-schemas.ts';

/**
 * Whether a signed proposal is one that this contract allows, judged from the document alone: signed by the consumer, its plan
 * within the contract's terms, its columns bound to data. Nobody is asked to approve anything else, however it was made.
 */
export function fitsContract(contract: Verified<'contract'>, proposal: Verified<'proposal'>): boolean {
  const { body } = proposal;
  const plan = readPlan(body.plan);
  if (!plan || !isRunnable(plan)) return false;
  const isOfIt =
    contract.issuer === contract.body.consumer &&
    proposal.issuer === contract.body.consumer &&
    body.contract === contract.id &&
    body.kind === contract.body.kind &&
    isSame(Object.keys(body.data).toSorted(), rosterOf(contract.body).toSorted());
  if (!isOfIt) return false;
  return plan.kind === 'intersection'
    ? body.kind === 'intersect' && intersectionFits(contract, plan, body)
    : body.kind === 'statistics' && statisticsFit(contract, plan, body);
}

/** Whether the words that were signed are those that follow from the plan here; another version of the program may say it otherwise. */
export function saysWhatItTells({ body }: Verified<'proposal'>): boolean {
  const plan = readPlan(body.plan);
  return plan !== undefined && isSame(body.leakage, proposalLeakage(plan));
}

function isRunnable(plan: ProposedPlan): boolean {
  try {
    if (plan.kind === 'intersection') checkIntersectionPlan(plan);
    else checkStatisticsPlan(plan);
    return true;
  } catch (error) {
    if (codeOf(error) === 'fusion.bad_plan') return false;
    throw error;
  }
}

function statisticsFit(
  { id, body }: Verified<'contract'>,
  plan: StatisticsPlan,
  proposal: Body<'proposal'>,
): boolean {
  const smallest = limitOf(body, 'smallest_group');
  const roster = rosterOf(body);
  return (
    smallest !== undefined &&
    plan.contract === id &&
    plan.alignment === id &&
    plan.query === proposal.proposal &&
    isSame(plan.parties, roster) &&
    plan.smallestGroup >= smallest &&
    isSame(plan.budget ?? null, budgetOf(body) ?? null) &&
    isSame(
      plan.filters.map(({ party }) => party),
      roster,
    ) &&
    roster.every((party) => isBound(plan, party, proposal))
  );
}

/** The plan's columns of a party are those that its data are bound to. */
function isBound({ columns }: StatisticsPlan, party: string, { data }: Body<'proposal'>): boolean {
  const own = columns.filter((column) => column.party === party);
  const { columns: fields, decimals } = data[party]!;
  const numbers = own.filter(({ kind }) => kind === 'number').map(({ name }) => name);
  return (
    isSame(
      own.map(({ name }) => name),
      fields.map((field) => planColumn({ party, field })),
    ) &&
    isSame(
      Object.keys(decimals)
        .map((field) => planColumn({ party, field }))
        .toSorted(),
      numbers.toSorted(),
    )
  );
}
