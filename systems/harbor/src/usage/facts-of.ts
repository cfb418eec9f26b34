import type { Facts } from '@finharbor/dataspace/policy';
import { totalStep } from '@finharbor/fusion';
import type { Body } from '../documents.ts';
import { operationOf } from '../proposals/intersection-terms.ts';
import { readPlan } from '../proposals/plan-schemas.ts';
import type { ProposalFile } from '../proposals/state.ts';
import type { PointsOpening } from '../training/options.ts';
import { settingsOf } from '../training/settings.ts';
import type { Usage } from './usage.ts';

const dayMs = 86_400_000;

/** What is known of a job beside its documents. */
export type KnownUse = {
  readonly usage: Usage;
  readonly job: Body<'job'>;
  readonly proposal: ProposalFile | undefined;
  readonly otherUses: number;
  readonly consent: Facts['consent'];
  readonly nowMs: number;
};

/** What a provider's node knows of a use when it judges it: what it measures, what the plan binds, and what the consumer has signed. */
export function factsOf({ usage, job, proposal, otherUses, consent, nowMs }: KnownUse): Facts {
  return {
    nowMs,
    use: otherUses + 1,
    ...(consent === undefined ? {} : { consent }),
    // Every kind of job aligns, looks up or writes its rows without those of firms that have withdrawn.
    withdrawnSubjects: 'left_out',
    ...promisedIn(usage),
    ...plannedIn(job, proposal),
  };
}

/** The consumer's word is what it has signed with the contract. */
function promisedIn({ constraints, purposes }: Usage): Facts {
  const days = constraints.find(({ name }) => name === 'retention_days')?.value;
  return {
    ...(purposes.length > 0 ? { purpose: purposes } : {}),
    ...(typeof days === 'number' ? { retentionMs: days * dayMs } : {}),
  };
}

function plannedIn(job: Body<'job'>, proposal: ProposalFile | undefined): Facts {
  const consumer = job.roster[0]!;
  switch (job.kind) {
    case 'train':
      return ofTraining(job);
    case 'score':
      return { recipient: consumer, resultStep: totalStep };
    case 'deliver':
      return { recipient: consumer };
    default:
      return proposal ? ofComputation(job, proposal) : {};
  }
}

function ofTraining({ plan, roster }: Body<'job'>): Facts {
  const { pointsTo, coefficientsTo } = settingsOf(plan) ?? {};
  const opened = [pointsTo, coefficientsTo];
  const modelOpenedTo: PointsOpening = opened.includes('everyone')
    ? 'all'
    : opened.includes('label_holder')
      ? 'consumer'
      : 'nobody';
  const { smallestGroup } = plan;
  return {
    recipient: modelOpenedTo === 'all' ? roster : roster[0]!,
    modelOpenedTo,
    ...(typeof smallestGroup === 'number' ? { smallestGroup } : {}),
  };
}

function ofComputation({ roster }: Body<'job'>, { proposal }: ProposalFile): Facts {
  const plan = readPlan(proposal.body.plan);
  const approved = { approval: 'each' } as const;
  if (plan?.kind === 'statistics') {
    const { smallestGroup, budget } = plan;
    return {
      ...approved,
      recipient: roster,
      smallestGroup,
      ...(budget ? { epsilon: budget.epsilonMicro / 1e6, delta: budget.delta } : {}),
    };
  }
  if (plan === undefined) return {};
  const operation = operationOf(plan);
  const [consumer, provider] = plan.sides;
  const isShared = operation.kind === 'rows' ? provider.result !== 'nothing' : operation.learns === 'both';
  return {
    ...approved,
    recipient: isShared ? roster : consumer.party,
    learner: isShared ? 'both' : 'consumer',
    told: operation.kind === 'rows' ? 'rows' : 'figures',
    fewestRows: Math.min(consumer.fewestRows, provider.fewestRows),
    mostRows: Math.max(consumer.mostRows, provider.mostRows),
    // But for sums over all that is common, nothing of a group is opened, however small.
    smallestGroup: operation.kind === 'sum' ? operation.atLeast : Number.MAX_SAFE_INTEGER,
  };
}
