import { fail } from '@finharbor/kernel';
import { type Endpoint, endpoint, type Printer, printed } from '@finharbor/kernel/http';
import type { NodeContext } from '../context.ts';
import { viewContract } from '../contract-views.ts';
import { viewProposal } from '../proposals/list.ts';
import type { JobDetail, ReceiptView } from '../views.ts';
import { contractPaper } from './contract-paper.ts';
import { jobPaper } from './job-paper.ts';
import { namesAt } from './names.ts';
import { receiptPaper } from './receipt-paper.ts';
import { getContractPaper, getJobPaper, getReceiptPaper } from './routes.ts';

/** What a node's documents are printed from; jobs and receipts as their own routes give them. */
export type PaperHttp = {
  readonly ctx: NodeContext;
  readonly printer: Printer;
  readonly job: (id: string) => Promise<JobDetail>;
  readonly receipt: (id: string) => Promise<ReceiptView>;
};

/** The documents of a node on paper. */
export function paperEndpoints({ ctx, printer, job, receipt }: PaperHttp): readonly Endpoint[] {
  return [
    endpoint(getContractPaper, async ({ params, query: { language } }) => {
      const contract = await viewContract(ctx, params.id);
      return printed(printer, contractPaper(contract, language, await namesAt(ctx, language)));
    }),
    endpoint(getJobPaper, async ({ params, query: { language } }) => {
      const found = await job(params.id);
      if (found.status !== 'done') fail('job.not_done', 'The job has no result to print yet.');
      const proposal = found.proposal === null ? undefined : await viewProposal(ctx, found.proposal);
      return printed(printer, jobPaper({ job: found, proposal }, language, await namesAt(ctx, language)));
    }),
    endpoint(getReceiptPaper, async ({ params, query: { language } }) => {
      const found = await receipt(params.id);
      const [names, checkUrl] = await Promise.all([namesAt(ctx, language), checkUrlAt(ctx)]);
      return printed(printer, receiptPaper(found, { language, names, checkUrl }));
    }),
  ];
}

/** The hub's page: whoever is handed the paper reaches that one, and not a party's node. */
async function checkUrlAt(ctx: NodeContext): Promise<string> {
  const hub = (await ctx.store.peers.list()).find(({ party }) => party === ctx.hubParty);
  if (!hub) fail('hub.not_pinned', 'The hub’s key is not pinned at this node.');
  return new URL('/app/verify', hub.url).href;
}
