import { acceptedAssumption } from './assumption.ts';
import type { NodeContext } from './context.ts';
import { findContract } from './contracts.ts';
import { waysOf } from './delivery/ways.ts';
import type { Verified } from './documents.ts';
import { limitOf } from './domain.ts';
import { judgeUse, type UseAnswer, type UseRequest } from './judge-use.ts';
import { stoppedUse } from './life/read.ts';
import { proposalOfJob } from './proposals/find.ts';
import { judgePayment } from './settlement/node-payments.ts';
import { dataAskedOf } from './training-terms.ts';

/** What a provider's node says to a job. Where it is allowed, `take` takes its use, unless another job took the last one meanwhile. */
export type JudgedJob =
  | Extract<UseAnswer, { readonly kind: 'refused' }>
  | { readonly kind: 'allowed'; readonly take: () => Promise<UseAnswer> };

/** Judges a job as a provider, by everything verified. */
export async function judgeJob(ctx: NodeContext, job: Verified<'job'>): Promise<JudgedJob> {
  const request = await requestOf(ctx, job);
  const judged = judgeUse(request);
  if (judged.kind === 'refused') return judged;
  const { contract, job: id } = job.body;
  const body = request.file!.contract.body;
  const unpaid = await judgePayment(ctx, body, { id: contract, job: id });
  if (unpaid) return unpaid;
  const most = limitOf(body, 'uses');
  return {
    kind: 'allowed',
    take: async () => {
      const reserved = await ctx.store.uses.reserve({ contractId: contract, jobId: id, most });
      return reserved === 'reserved' ? judged : judgeUse({ ...request, otherUses: most! });
    },
  };
}

async function requestOf(ctx: NodeContext, job: Verified<'job'>): Promise<UseRequest> {
  const { documents, uses } = ctx.store;
  const { contract, consent, subject, job: id } = job.body;
  const [file, proposal, consents, withdrawals, otherUses, assumptionAccepted] = await Promise.all([
    findContract(ctx, contract),
    proposalOfJob(ctx.store, job.body),
    consent === null ? [] : documents.find('consent', { id: consent }),
    subject === null ? [] : documents.find('withdrawal', { uscc: subject }),
    uses.othersUnder(contract, id),
    uses.assumptionAccepted(acceptedAssumption),
  ]);
  const products = await Promise.all(
    (file?.contract.body.products ?? []).map((product) => documents.find('product', { id: product })),
  );
  const own = products.flat().filter(({ issuer }) => issuer === ctx.party);
  return {
    self: ctx.party,
    file,
    job: job.body,
    issuer: job.issuer,
    otherUses,
    asked: await dataAskedOf(ctx.store, ctx.party, job.body),
    agreed: own.map(({ body }) => ({ source: body.product, fields: body.fields, ways: waysOf(body) })),
    proposal,
    consent: consents[0],
    withdrawals,
    assumptionAccepted,
    assessments: await documents.find('transfer_assessment', { issuer: ctx.party }),
    stopped: await stoppedUse(ctx, own, { registry: ctx.hubParty, nowMs: ctx.clock.nowMs() }),
    nowMs: ctx.clock.nowMs(),
  };
}
