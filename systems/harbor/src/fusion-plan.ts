import { type MaskLedger, type ScoringPlan, type TrainingPlan, trainingPlan } from '@finharbor/fusion';
import type { Body } from './documents.ts';
import type { Store } from './store.ts';

/** The fusion plan of a training, from the signed job alone, so that every party and the dealer derive the same. */
export function trainingPlanOf(job: Body<'job'>): TrainingPlan {
  const { smallestGroup, folds } = job.plan as { readonly smallestGroup: number; readonly folds: number };
  return trainingPlan({ parties: job.roster, labelHolder: job.roster[0]!, smallestGroup, folds });
}

/** The fusion plan of a scoring. */
export function scoringPlanOf(job: Body<'job'>): ScoringPlan {
  return { kind: 'score', parties: job.roster, labelHolder: job.roster[0]!, model: job.model ?? '' };
}

/** The plan the dealer serves for a job that has its own. */
export function dealerPlan(job: Body<'job'>): TrainingPlan | ScoringPlan {
  return job.kind === 'train' ? trainingPlanOf(job) : scoringPlanOf(job);
}

/** Sessions are claimed in the party's own database before their first byte leaves. */
export function sessionLedger(store: Pick<Store, 'uses'>): MaskLedger {
  return { claim: (session) => store.uses.claimSession(session) };
}
