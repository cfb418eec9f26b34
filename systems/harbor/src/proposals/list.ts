import type { NodeContext } from '../context.ts';
import { type NameOf, partyNames } from '../party-names.ts';
import type { Job } from '../store.ts';
import { findProposals } from './find.ts';
import { namedLeakage } from './leakage.ts';
import { readPlan } from './plan-schemas.ts';
import { isOurs, planDigestOf, proposalFile } from './propose.ts';
import { type ProposalFile, proposalState } from './state.ts';
import type { ProposalView } from './views.ts';

/** The computations proposed by or to this party, of one contract or of all, the newest first. */
export async function listProposals(
  ctx: NodeContext,
  contract: string | undefined,
): Promise<readonly ProposalView[]> {
  const files = await findProposals(ctx.store, contract);
  const ours = files.filter((file) => isOurs(ctx, file));
  const jobs = await ctx.store.jobs.ofProposals(ours.map(({ proposal }) => proposal.id));
  const around = { jobs, nowMs: ctx.clock.nowMs(), nameOf: await partyNames(ctx) };
  return ours.map((file) => viewOf(file, around)).toSorted((a, b) => b.proposedAtMs - a.proposedAtMs);
}

/** One of them. Errors: `proposal.not_found`. */
export async function viewProposal(ctx: NodeContext, id: string): Promise<ProposalView> {
  const file = await proposalFile(ctx, id);
  const jobs = await ctx.store.jobs.ofProposals([id]);
  return viewOf(file, { jobs, nowMs: ctx.clock.nowMs(), nameOf: await partyNames(ctx) });
}

type Around = { readonly jobs: readonly Job[]; readonly nowMs: number; readonly nameOf: NameOf };

function viewOf(file: ProposalFile, { jobs, nowMs, nameOf }: Around): ProposalView {
  const { contract, proposal, answers } = file;
  const { consumer, providers, purpose } = contract.contract.body;
  const { body } = proposal;
  return {
    id: proposal.id,
    kind: body.kind,
    contract: body.contract,
    title: body.title,
    purpose,
    consumer,
    providers,
    state: proposalState(file, nowMs),
    proposedAtMs: proposal.issuedAtMs,
    plan: body.plan,
    digest: planDigestOf(body.plan),
    data: body.data,
    // What follows from the plan here: whoever signed other words is not to be believed.
    leakage: namedLeakage(readPlan(body.plan)!, nameOf),
    answers: answers
      .filter(({ issuer, body: { decision } }) =>
        decision === 'withdrawn' ? issuer === consumer : providers.includes(issuer),
      )
      .map(({ issuer, issuedAtMs, body: { decision, reason } }) => ({
        party: issuer,
        decision,
        reason,
        atMs: issuedAtMs,
      }))
      .toSorted((a, b) => a.atMs - b.atMs),
    jobs: jobs
      .filter(({ request }) => runs(request, proposal.id))
      .map(({ id, status, createdAtMs }) => ({ id, status, createdAtMs })),
  };
}

function runs(request: Job['request'], proposal: string): boolean {
  return (request as { readonly plan: { readonly proposal?: unknown } }).plan.proposal === proposal;
}
