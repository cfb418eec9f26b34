import { fail } from '@finharbor/kernel';
import { findContract } from '../contracts.ts';
import {
  type OverseenContract,
  type OverseenContractFile,
  type OverseenJob,
  overseenContract,
  overseenContractFile,
  overseenJobs,
} from '../oversight.ts';
import type { HubContext } from './context.ts';

/** Every job on the board, in the order in which they were first asked for. */
export async function boardJobs(ctx: HubContext): Promise<readonly OverseenJob[]> {
  const { documents } = ctx.store;
  const [contracts, jobs, answers, uses] = await Promise.all([
    documents.find('contract'),
    documents.find('job'),
    documents.find('job_answer'),
    documents.find('use'),
  ]);
  return overseenJobs({ contracts, jobs, answers, uses });
}

/** One job. Errors: `job.not_found`. */
export async function boardJob(ctx: HubContext, id: string): Promise<OverseenJob> {
  const { documents } = ctx.store;
  const [jobs, answers, uses] = await Promise.all([
    documents.find('job', { job: id }),
    documents.find('job_answer', { job: id }),
    documents.find('use', { job: id }),
  ]);
  const contracts = jobs[0] ? await documents.find('contract', { id: jobs[0].body.contract }) : [];
  const [job] = overseenJobs({ contracts, jobs, answers, uses });
  return job ?? fail('job.not_found', 'No job of that number stands on the board.');
}

/** Every contract on the board, in the order in which they came; `jobs` are those of the board. */
export async function boardContracts(
  ctx: HubContext,
  jobs: readonly OverseenJob[],
): Promise<readonly OverseenContract[]> {
  const { documents } = ctx.store;
  const [contracts, approvals, terminations] = await Promise.all([
    documents.find('contract'),
    documents.find('approval'),
    documents.find('termination'),
  ]);
  const approvalsOf = Map.groupBy(approvals, ({ body }) => body.contract);
  const terminationsOf = Map.groupBy(terminations, ({ body }) => body.contract);
  const jobsUnder = Map.groupBy(jobs, ({ contract }) => contract);
  const nowMs = ctx.clock.nowMs();
  return contracts.map((contract) => {
    const { id } = contract;
    const file = {
      contract,
      approvals: approvalsOf.get(id) ?? [],
      terminations: terminationsOf.get(id) ?? [],
    };
    return overseenContract(file, jobsUnder.get(id) ?? [], nowMs);
  });
}

/** One contract with everything signed about it. Errors: `contract.not_found`. */
export async function boardContract(ctx: HubContext, id: string): Promise<OverseenContractFile> {
  const file = await findContract(ctx, id);
  if (!file) fail('contract.not_found', 'No contract of that number stands on the board.');
  const jobs = (await boardJobs(ctx)).filter(({ contract }) => contract === id);
  return overseenContractFile(file, jobs.toReversed(), ctx.clock.nowMs());
}
