import type { SignedDocument } from '@finharbor/access';
import { fail, type Json } from '@finharbor/kernel';
import { acceptedAssumption } from './assumption.ts';
import type { NodeContext } from './context.ts';
import { contractFile } from './contracts.ts';
import { demandWay } from './delivery/may-deliver.ts';
import type { DeliveryPlan } from './delivery/plan.ts';
import type { Body, Field } from './documents.ts';
import { contractState, limitOf } from './domain.ts';
import { issueDocument } from './issue-document.ts';
import { verifiedOf } from './postgres/documents.ts';
import type { ProposedKind } from './proposals/draft.ts';
import type { JobRunner } from './run-job.ts';
import { judgePayment } from './settlement/node-payments.ts';
import type { Row } from './store.ts';
import type { TrainingOptions, TrainingSettings } from './training/options.ts';
import { usableRows } from './training/rows.ts';
import { mayOpen, opensTooMuch, settingsFrom, usualSmallestGroup } from './training/settings.ts';

/** What the consumer brings to a training: its own data set and how rows are labelled, folded and held out. */
export type TrainingData = {
  readonly product: string;
  readonly fields: readonly Field[];
  /** Column with 1 for a default and 0 for a loan repaid. */
  readonly label: string;
  /** Rows fall into folds by a public seed and this column. */
  readonly foldKey: string;
  readonly foldSeed: string;
  readonly folds: number;
  /** Rows whose `period` column is at least this are kept for the out-of-time test. */
  readonly period: string;
  readonly outOfTimeFrom: number;
  /** How it departs from the usual settings. */
  readonly options?: TrainingOptions;
};

/** What can be asked for under a contract. */
export type JobDraft =
  | { readonly kind: 'train'; readonly contract: string; readonly data: TrainingData }
  | { readonly kind: ProposedKind; readonly contract: string; readonly proposal: string }
  | { readonly kind: 'deliver'; readonly contract: string; readonly plan: DeliveryPlan }
  | {
      readonly kind: 'score';
      readonly job: string;
      readonly contract: string;
      readonly model: string;
      readonly subject: string;
      readonly consent: string;
      readonly ownRow: Row;
    };

/** Starts a job as a contract's consumer: signs the job, tells the others through the hub, and takes its own part. */
export async function startJob(ctx: NodeContext, runner: JobRunner, draft: JobDraft): Promise<Body<'job'>> {
  const { contract } = await contractFile(ctx, draft.contract);
  await demandInForce(ctx, draft.contract);
  if (contract.body.consumer !== ctx.party || contract.body.kind !== draft.kind)
    fail(
      'contract.wrong_party',
      `This contract does not let this party start a job of kind "${draft.kind}".`,
    );
  if (draft.kind !== 'deliver' && !(await ctx.store.uses.assumptionAccepted(acceptedAssumption)))
    fail(
      'assumption.not_accepted',
      'An operator of this node must first accept the assumption the computation rests on.',
    );
  if (draft.kind === 'score' && !(await ctx.store.results.model(draft.model)))
    fail('model.not_found', 'There is no such model at this node; train one first.');
  if (draft.kind === 'deliver') await demandWay(ctx.store, contract, draft.plan);
  const scoring = draft.kind === 'score' ? draft : undefined;
  const job = scoring?.job ?? ctx.newId();
  const unpaid = await judgePayment(ctx, contract.body, { id: draft.contract, job });
  if (unpaid) fail(unpaid.code, unpaid.reason.en);
  const body: Body<'job'> = {
    job,
    attempt: 1,
    session: ctx.newId(),
    kind: draft.kind,
    contract: draft.contract,
    roster: [ctx.party, ...contract.body.providers],
    dealer: ctx.hubParty,
    plan: await planOf(ctx, draft),
    model: scoring?.model ?? null,
    subject: scoring?.subject ?? null,
    consent: scoring?.consent ?? null,
  };
  await sendJob(ctx, runner, { body, ownRow: scoring?.ownRow ?? null });
  return body;
}

async function planOf(ctx: NodeContext, draft: JobDraft): Promise<Body<'job'>['plan']> {
  if (draft.kind === 'train') return trainingPlan(ctx, draft.contract, draft.data);
  if (draft.kind === 'deliver') return draft.plan;
  return draft.kind === 'score' ? {} : { proposal: draft.proposal };
}

/** Runs a failed or cancelled job again as its next attempt: the same job, a fresh session, no further use counted. */
export async function rerunJob(ctx: NodeContext, runner: JobRunner, jobId: string): Promise<Body<'job'>> {
  const job =
    (await ctx.store.jobs.get(jobId)) ?? fail('job.not_found', 'There is no such job at this node.');
  if (job.status !== 'failed' && job.status !== 'cancelled')
    fail('job.not_rerunnable', 'Only a job that failed or was cancelled can be run again.');
  const last = job.request as unknown as Body<'job'>;
  if (last.roster[0] !== ctx.party)
    fail('job.not_yours', 'Only the consumer that started the job can run it again.');
  await demandInForce(ctx, last.contract);
  const body = { ...last, attempt: last.attempt + 1, session: ctx.newId() };
  await sendJob(ctx, runner, { body, ownRow: job.ownRow });
  return body;
}

/** Cancels a job at this party; the other parties learn it through their channels. Errors: `job.not_found`. */
export async function cancelJob(ctx: NodeContext, runner: JobRunner, jobId: string): Promise<void> {
  if (!(await ctx.store.jobs.get(jobId))) fail('job.not_found', 'There is no such job at this node.');
  runner.end(jobId, { code: 'job.cancelled', message: `The job was cancelled by ${ctx.party}.` });
}

async function demandInForce(ctx: NodeContext, contractId: string): Promise<void> {
  const state = contractState(await contractFile(ctx, contractId), ctx.clock.nowMs());
  if (state !== 'in_force')
    fail('contract.not_in_force', `The contract is not in force (${state.replaceAll('_', ' ')}).`);
}

async function sendJob(
  ctx: NodeContext,
  runner: JobRunner,
  { body, ownRow }: { body: Body<'job'>; ownRow: Row | null },
): Promise<void> {
  const doc: SignedDocument = await issueDocument(ctx, {
    type: 'job',
    audience: [...body.roster, body.dealer],
    body,
  });
  const verified = verifiedOf(doc);
  await runner.take({ ...verified, type: 'job', body }, ownRow);
}

/** The plan as all parties sign it: whose columns, folds, rounding. Row counts become known only after alignment. */
async function trainingPlan(
  ctx: NodeContext,
  contractId: string,
  data: TrainingData,
): Promise<{ readonly [key: string]: Json }> {
  const { contract } = await contractFile(ctx, contractId);
  const products = await Promise.all(
    contract.body.products.map(async (id) => (await ctx.store.documents.find('product', { id }))[0]),
  );
  const features: { [party: string]: Json } = { [ctx.party]: data.fields as unknown as Json };
  const sources: { [party: string]: string } = { [ctx.party]: data.product };
  for (const product of products) {
    if (!product) fail('product.not_found', 'A product of the contract is no longer known here.');
    features[product.issuer] = product.body.fields as unknown as Json;
    sources[product.issuer] = product.body.product;
  }
  const { label, foldKey, foldSeed, folds, period, outOfTimeFrom } = data;
  const settings = await settingsUnder(ctx, contract.body, data);
  return {
    smallestGroup: limitOf(contract.body, 'smallest_group') ?? usualSmallestGroup,
    features,
    sources,
    label,
    foldKey,
    foldSeed,
    folds,
    period,
    outOfTimeFrom,
    ...(Object.keys(settings).length > 0 && { settings: settings as unknown as Json }),
  };
}

/** The providers' nodes would refuse a plan that opens too much: it is not signed in the first place. */
async function settingsUnder(
  ctx: NodeContext,
  contract: Body<'contract'>,
  { product, label, options = {} }: TrainingData,
): Promise<TrainingSettings> {
  const rows = options.classWeights === 'balanced' ? await usableRows(ctx.store, product) : new Map();
  const settings = settingsFrom(options, { rows: rows.values(), label });
  if (!mayOpen(contract, settings)) fail('plan.points_closed', opensTooMuch.en);
  return settings;
}
