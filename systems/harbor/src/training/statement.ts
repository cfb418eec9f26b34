import { leakageStatement } from '@finharbor/fusion';
import { codeOf, fail } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import { contractFile } from '../contracts.ts';
import type { Bilingual, Body } from '../documents.ts';
import { limitOf } from '../domain.ts';
import { trainingPlanOf } from '../fusion-plan.ts';
import type { PointsOpening } from './options.ts';
import { mayOpen, opening, opensTooMuch, planUnder, settingsOf, usualSmallestGroup } from './settings.ts';
import type { TrainingView } from './views.ts';

/** A training as its plan was signed; null where the job is no training, or its plan is none that could run here. */
export function trainingView(job: Body<'job'>): TrainingView | null {
  const settings = job.kind === 'train' ? settingsOf(job.plan) : undefined;
  const plan = settings && runnable(() => trainingPlanOf(job));
  if (!settings || !plan) return null;
  const { folds, smallestGroup } = plan;
  return { folds, smallestGroup, settings, leakage: [leakageStatement(plan)] };
}

function runnable<T>(plan: () => T): T | undefined {
  try {
    return plan();
  } catch (error) {
    if (codeOf(error) === 'fusion.bad_plan') return undefined;
    throw error;
  }
}

/** What a training under a contract would tell whom. Errors: `contract.not_found`, `contract.wrong_party`, `plan.points_closed`. */
export async function statementUnder(
  ctx: NodeContext,
  contractId: string,
  to: PointsOpening,
): Promise<readonly Bilingual[]> {
  const { body } = (await contractFile(ctx, contractId)).contract;
  if (body.kind !== 'train')
    fail('contract.wrong_party', 'This contract is about something else than training.');
  if (!mayOpen(body, opening(to))) fail('plan.points_closed', opensTooMuch.en);
  const roster = [body.consumer, ...body.providers];
  const smallestGroup = limitOf(body, 'smallest_group') ?? usualSmallestGroup;
  return [leakageStatement(planUnder(opening(to), { roster, smallestGroup }))];
}
