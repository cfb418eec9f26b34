import { fail } from '@finharbor/kernel';
import { counteredOf } from '../contract-views.ts';
import { findContract } from '../contracts.ts';
import { counterOffersTo } from '../negotiation/counter-offers.ts';
import {
  type OverseenContractFile,
  type OverseenJob,
  overseenContractFile,
  overseenJobs,
} from '../oversight.ts';
import type { HubContext } from './context.ts';

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

/** One contract with everything signed about it. Errors: `contract.not_found`. */
export async function boardContract(ctx: HubContext, id: string): Promise<OverseenContractFile> {
  const file = await findContract(ctx, id);
  if (!file) fail('contract.not_found', 'No contract of that number stands on the board.');
  const jobs = await boardJobsUnder(ctx, id);
  const countered = counteredOf(await counterOffersTo(ctx, file.contract));
  return overseenContractFile({ ...file, countered }, jobs.toReversed(), ctx.clock.nowMs());
}

/** The jobs under a contract, in the order in which they were first asked for. */
async function boardJobsUnder(ctx: HubContext, contract: string): Promise<readonly OverseenJob[]> {
  const { documents } = ctx.store;
  const asked = await documents.find('job', { contract });
  const jobs = await Promise.all(
    [...new Set(asked.map(({ body }) => body.job))].map((id) => boardJob(ctx, id)),
  );
  // Who used a number first has it: it may be a job under another contract.
  return jobs.filter((job) => job.contract === contract);
}
