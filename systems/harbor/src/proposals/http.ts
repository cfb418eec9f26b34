import { fail } from '@finharbor/kernel';
import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { NodeContext } from '../context.ts';
import type { Body } from '../documents.ts';
import type { JobRunner } from '../run-job.ts';
import { startJob } from '../start-job.ts';
import { viewBudget } from './budget.ts';
import * as routes from './contract.ts';
import { ownPart } from './find.ts';
import { listProposals, viewProposal } from './list.ts';
import { decideProposal, previewOf, proposalFile, propose, withdrawProposal } from './propose.ts';
import { proposalState } from './state.ts';
import type { JobRows } from './views.ts';

/** A node's endpoints about proposed computations. */
export function proposalEndpoints(ctx: NodeContext, runner: JobRunner): readonly Endpoint[] {
  return [
    endpoint(routes.previewProposal, async ({ body }) => ({ status: 200, body: await previewOf(ctx, body) })),
    endpoint(routes.postProposal, async ({ body, about }) => {
      const { id } = await propose(ctx, body);
      about({ contract: body.contract, proposal: id });
      return { status: 201, body: { id } };
    }),
    endpoint(routes.listProposals, async ({ query }) => ({
      status: 200,
      body: await listProposals(ctx, query.contract),
    })),
    endpoint(routes.getProposal, async ({ params }) => ({
      status: 200,
      body: await viewProposal(ctx, params.id),
    })),
    endpoint(routes.postProposalDecision, async ({ params, body }) => ({
      status: 201,
      body: { id: (await decideProposal(ctx, params.id, body)).id },
    })),
    endpoint(routes.postProposalWithdrawal, async ({ params, body }) => ({
      status: 201,
      body: { id: (await withdrawProposal(ctx, params.id, body.reason)).id },
    })),
    endpoint(routes.postProposalJob, async ({ params, about }) => {
      const { job, contract } = await startProposed(ctx, runner, params.id);
      about({ job, contract });
      return { status: 201, body: { job } };
    }),
    endpoint(routes.getContractBudget, async ({ params }) => ({
      status: 200,
      body: await viewBudget(ctx, params.id),
    })),
    endpoint(routes.listJobRows, async ({ params, query }) => ({
      status: 200,
      body: await rowsOf(ctx, params.id, query.after ?? -1),
    })),
  ];
}

/** Runs a computation that every provider has approved, as its consumer. */
async function startProposed(ctx: NodeContext, runner: JobRunner, id: string): Promise<Body<'job'>> {
  const file = await proposalFile(ctx, id);
  const { kind, contract } = file.proposal.body;
  if (file.proposal.issuer !== ctx.party)
    fail('proposal.not_yours', 'Only the consumer that proposed a computation can run it.');
  const state = proposalState(file, ctx.clock.nowMs());
  if (state !== 'approved' && state !== 'contract_over')
    fail('proposal.not_approved', `Not every provider has approved this computation (${state}).`);
  return startJob(ctx, runner, { kind, contract, proposal: id });
}

async function rowsOf(ctx: NodeContext, id: string, after: number): Promise<JobRows> {
  const job = (await ctx.store.jobs.get(id)) ?? fail('job.not_found', 'There is no such job at this node.');
  if (job.kind !== 'intersect') fail('job.no_rows', 'Only an intersection gives rows.');
  if (job.status !== 'done') fail('job.not_done', 'The job has given no rows yet.');
  const { written } = job.result as { readonly written?: number | null };
  if (typeof written !== 'number') fail('job.no_rows', 'The plan gives this party no rows.');
  const { product } = await ownPart(ctx.store, ctx.party, job.request as unknown as Body<'job'>);
  const { computations, data } = ctx.store;
  const limit = routes.rowsAtOnce;
  const rows = await computations.rows({ job: id, product, after, limit });
  const columns = await data.columns(product);
  return {
    columns,
    rows: rows.map(({ uscc, common, columns: row }) => ({
      uscc,
      common,
      values: columns.map((name) => row?.[name] ?? null),
    })),
    next: rows.length === limit ? rows.at(-1)!.position : null,
  };
}
