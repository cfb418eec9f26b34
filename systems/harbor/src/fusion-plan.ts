import type { MaskLedger, ScoringPlan, TrainingPlan } from '@finharbor/fusion';
import { fail } from '@finharbor/kernel';
import type { Body } from './documents.ts';
import type { Store } from './store.ts';
import { planUnder, settingsOf } from './training/settings.ts';

/** The fusion plan of a training, from the signed job alone, so that every party and the dealer derive the same. Errors: `job.malformed`. */
export function trainingPlanOf(job: Body<'job'>): TrainingPlan {
  const { smallestGroup, folds } = job.plan as { readonly smallestGroup: number; readonly folds: number };
  const settings =
    settingsOf(job.plan) ?? fail('job.malformed', 'The plan has settings that this node does not know.');
  return planUnder(settings, { roster: job.roster, smallestGroup, folds });
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
