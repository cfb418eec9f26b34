import { fail, fingerprint, parsePublicKey } from '@finharbor/kernel';
import { callerName, type Endpoint, type EventStream, endpoint, type Printer } from '@finharbor/kernel/http';
import { acceptedAssumption, assumptionText } from './assumption.ts';
import { catalogue, newestProducts, productVersion, publishProduct } from './catalogue.ts';
import type { NodeContext } from './context.ts';
import { listContracts, viewContract } from './contract-views.ts';
import { endContract, requestContract, vouchForFirm } from './contracts.ts';
import { transferEndpoints } from './crossborder/http.ts';
import type { DeliveredFiles } from './delivery/files.ts';
import { deliveryEndpoints } from './delivery/http.ts';
import type { Body, Verified } from './documents.ts';
import { firmKeyEndpoints } from './firm-keys.ts';
import { followEndpoints } from './follow/http.ts';
import { lifeEndpoints } from './life/node-http.ts';
import { viewCounterOffers } from './negotiation/counter-views.ts';
import type { Negotiator } from './negotiation/index.ts';
import * as routes from './node-contract.ts';
import { ownDatasets, ownModels } from './own-data.ts';
import { ownerEndpoints } from './owner/http.ts';
import { paperEndpoints } from './paper/http.ts';
import type { PartyView } from './party-view.ts';
import { pinPeer } from './pin-peer.ts';
import { verifiedOf } from './postgres/documents.ts';
import { proposalEndpoints } from './proposals/http.ts';
import { receiptTrust } from './receipts.ts';
import type { JobRunner } from './run-job.ts';
import { searchEndpoints } from './search/http.ts';
import { nodeSettlementEndpoints } from './settlement/node-http.ts';
import { cancelJob, rerunJob, startJob } from './start-job.ts';
import type { Job, JobEvent, PinnedPeer, StoredReceipt } from './store.ts';
import { trainingEndpoints } from './training/http.ts';
import { trainingView } from './training/statement.ts';
import type { JobTransfers } from './transfers/index.ts';
import { type JobDetail, type JobView, jobsAtOnce, type ReceiptView, receiptsAtOnce } from './views.ts';

/** What the node's routes work with. */
export type NodeHttp = {
  readonly ctx: NodeContext;
  readonly runner: JobRunner;
  readonly negotiator: Pick<Negotiator, 'wake' | 'decide' | 'counter' | 'accept' | 'ofContract' | 'end'>;
  readonly transfers: Pick<JobTransfers, 'ofJob'>;
  readonly registrar: boolean;
  readonly demo: boolean;
  readonly printer: Printer;
  /** What deliveries have brought here. */
  readonly delivered: DeliveredFiles;
};

/** The node's endpoints. */
export function nodeEndpoints(node: NodeHttp): readonly Endpoint[] {
  return [
    ...peerEndpoints(node),
    ...contractEndpoints(node),
    ...jobEndpoints(node),
    ...evidenceEndpoints(node),
    ...firmKeyEndpoints(node),
    ...lifeEndpoints(node.ctx),
    ...proposalEndpoints(node.ctx, node.runner),
    ...transferEndpoints(node.ctx),
    ...deliveryEndpoints(node.ctx, { runner: node.runner, files: node.delivered }),
    ...ownerEndpoints(node.ctx),
    ...followEndpoints(node.ctx, node.ctx.newId),
    ...trainingEndpoints(node.ctx, node.printer),
    ...nodeSettlementEndpoints(node),
    ...paperEndpoints({
      ...node,
      job: async (id) => jobDetailOf(node.ctx, await jobAt(node.ctx, id)),
      receipt: (id) => receiptAt(node.ctx, id),
    }),
  ];
}

function peerEndpoints({ ctx, demo }: NodeHttp): readonly Endpoint[] {
  return [
    endpoint(routes.listPeers, async () => ({
      status: 200,
      body: (await ctx.store.peers.list()).map((peer) => partyOf(peer, demo)),
    })),
    endpoint(routes.postPeer, async ({ body }) => ({
      status: 201,
      body: partyOf(await pinPeer(ctx, body.party, body), demo),
    })),
    endpoint(routes.listRefusals, async () => ({ status: 200, body: await ctx.store.documents.refusals() })),
    endpoint(routes.listProducts, async () => ({ status: 200, body: await catalogue(ctx.store) })),
    endpoint(routes.listNewestProducts, async () => ({ status: 200, body: await newestProducts(ctx.store) })),
    ...searchEndpoints(
      {
        ...ctx.store,
        sees:
          () =>
          ({ holder }) =>
            holder === ctx.party,
      },
      routes,
    ),
    endpoint(routes.getProduct, async ({ params }) => ({
      status: 200,
      body: await productVersion(ctx.store, params.id),
    })),
    endpoint(routes.postRows, async ({ params, body }) => {
      const rows = new Map(body.rows.map(({ uscc, columns }) => [uscc, columns]));
      return { status: 200, body: { loaded: await ctx.store.data.load(params.id, rows, body.name) } };
    }),
    endpoint(routes.listDatasets, async () => ({ status: 200, body: await ownDatasets(ctx) })),
    endpoint(routes.listModels, async () => ({ status: 200, body: await ownModels(ctx) })),
    endpoint(routes.getDataset, async ({ params }) => ({
      status: 200,
      body: { rows: await ctx.store.data.count(params.id) },
    })),
    endpoint(routes.putProduct, async ({ params, body }) => {
      const { id } = await publishProduct(ctx, params.id, body);
      return { status: 201, body: { id } };
    }),
  ];
}

function contractEndpoints({ ctx, negotiator, registrar }: NodeHttp): readonly Endpoint[] {
  return [
    endpoint(routes.listContracts, async () => ({ status: 200, body: await listContracts(ctx) })),
    endpoint(routes.getContract, async ({ params }) => ({
      status: 200,
      body: await viewContract(ctx, params.id),
    })),
    endpoint(routes.postContract, async ({ body, about }) => {
      const { id } = await requestContract(ctx, body);
      negotiator.wake();
      about({ contract: id });
      return { status: 201, body: { id } };
    }),
    endpoint(routes.postApproval, async ({ params, body }) => {
      await negotiator.decide(params.id, body);
      return { status: 201, body: { id: params.id } };
    }),
    endpoint(routes.listCounterOffers, async ({ params }) => ({
      status: 200,
      body: await viewCounterOffers(ctx, params.id),
    })),
    endpoint(routes.postCounterOffer, async ({ params, body, about }) => {
      about({ contract: params.id });
      return { status: 201, body: { id: await negotiator.counter(params.id, body) } };
    }),
    endpoint(routes.postCounterAcceptance, async ({ params, about }) => {
      const id = await negotiator.accept(params.id);
      about({ contract: id });
      return { status: 201, body: { id } };
    }),
    endpoint(routes.listNegotiations, async ({ params }) => ({
      status: 200,
      body: await negotiator.ofContract(params.id),
    })),
    endpoint(routes.postTermination, async ({ params, body }) => {
      const doc = await endContract(ctx, params.id, body.reason);
      await negotiator.end(verifiedOf(doc) as Verified<'termination'>);
      return { status: 201, body: { id: doc.id } };
    }),
    endpoint(routes.putFirmKey, async ({ params, body }) => {
      if (!registrar)
        fail('firm_key.not_registrar', 'Only a registrar checks who a firm is and vouches for its key.');
      return { status: 201, body: { id: (await vouchForFirm(ctx, params.uscc, body.publicKey)).id } };
    }),
    endpoint(routes.getAssumption, async () => ({
      status: 200,
      body: {
        text: assumptionText,
        digest: acceptedAssumption,
        accepted: await ctx.store.uses.assumptionAccepted(acceptedAssumption),
      },
    })),
    endpoint(routes.postAcceptance, async ({ body, caller }) => {
      if (body.digest !== acceptedAssumption)
        fail(
          'assumption.other_text',
          'This is not the digest of the text in force; read it again before accepting.',
        );
      await ctx.store.uses.acceptAssumption(body.digest, callerName(caller));
      return { status: 204 };
    }),
  ];
}

function jobEndpoints({ ctx, runner, transfers }: NodeHttp): readonly Endpoint[] {
  const found = (id: string): Promise<Job> => jobAt(ctx, id);
  return [
    endpoint(routes.postTraining, async ({ body, about }) => {
      const { job } = await startJob(ctx, runner, { kind: 'train', ...body });
      about({ job, contract: body.contract });
      return { status: 201, body: { job } };
    }),
    endpoint(routes.listJobs, async ({ query }) => ({
      status: 200,
      body: (await ctx.store.jobs.list(jobsAtOnce, query.before)).map(jobOf),
    })),
    endpoint(routes.getJob, async ({ params }) => ({
      status: 200,
      body: await jobDetailOf(ctx, await found(params.id)),
    })),
    endpoint(routes.listJobTransfers, async ({ params }) => {
      const { id, contractId } = await found(params.id);
      return { status: 200, body: await transfers.ofJob({ job: id, contract: contractId }) };
    }),
    endpoint(routes.getJobEvents, async (input) => {
      await found(input.params.id);
      return { status: 200, body: jobEvents(ctx, input) };
    }),
    endpoint(routes.postAttempt, async ({ params }) => {
      const { attempt } = await rerunJob(ctx, runner, params.id);
      return { status: 201, body: { attempt } };
    }),
    endpoint(routes.postCancellation, async ({ params }) => {
      await cancelJob(ctx, runner, params.id);
      return { status: 204 };
    }),
  ];
}

function evidenceEndpoints({ ctx }: NodeHttp): readonly Endpoint[] {
  return [
    endpoint(routes.listReceipts, async ({ query }) => {
      const [trust, receipts] = await Promise.all([
        receiptTrust(ctx),
        ctx.store.results.receipts({ limit: receiptsAtOnce, before: query.before }),
      ]);
      return { status: 200, body: receipts.map((one) => receiptOf(one, trust)) };
    }),
    endpoint(routes.getReceipt, async ({ params }) => ({
      status: 200,
      body: await receiptAt(ctx, params.id),
    })),
  ];
}

async function jobAt(ctx: NodeContext, id: string): Promise<Job> {
  return (await ctx.store.jobs.get(id)) ?? fail('job.not_found', 'There is no such job at this node.');
}

async function receiptAt(ctx: NodeContext, id: string): Promise<ReceiptView> {
  const found = await ctx.store.results.receipt(id);
  if (!found) fail('receipt.not_found', 'There is no such receipt at this node.');
  return receiptOf(found, await receiptTrust(ctx));
}

/** Sends what stands in the store after the last event seen, then waits for more, until the job has ended. */
async function* jobEvents(
  ctx: NodeContext,
  input: { params: { id: string }; signal: AbortSignal; lastEventId: string | undefined },
): EventStream<JobEvent> {
  const { id } = input.params;
  // Any text may come in as the id of the last event seen.
  let after = /^\d{1,15}$/.test(input.lastEventId ?? '') ? Number(input.lastEventId) : 0;
  while (!input.signal.aborted) {
    // Watching starts before reading: what is written in between wakes the next round.
    const woken = ctx.watch.next(id, input.signal);
    // A job that has ended when it is read has all its events in the store.
    const job = await ctx.store.jobs.get(id);
    const events = await ctx.store.jobs.events(id, after);
    for (const { seq, event } of events) {
      yield { id: String(seq), data: event };
      after = seq;
    }
    const ended = job && job.status !== 'running' && job.status !== 'waiting';
    if (events.length === 0 && ended) return;
    if (events.length === 0) await woken;
  }
}

async function jobDetailOf(ctx: NodeContext, job: Job): Promise<JobDetail> {
  const answers = await ctx.store.documents.find('job_answer', { job: job.id });
  const view = jobOf(job);
  const counted = answers.filter(
    ({ issuer, body }) => body.attempt === job.attempt && view.roster.includes(issuer),
  );
  return {
    ...view,
    training: trainingView(job.request as unknown as Body<'job'>),
    answers: counted.map(({ issuer, issuedAtMs, body: { answer, code, reason } }) => ({
      party: issuer,
      answer,
      code,
      reason,
      atMs: issuedAtMs,
    })),
  };
}

/** A job as its party's people see it. */
function jobOf(job: Job): JobView {
  const { roster, dealer, subject, plan } = job.request as unknown as Body<'job'>;
  return {
    id: job.id,
    kind: job.kind,
    contract: job.contractId,
    proposal: typeof plan.proposal === 'string' ? plan.proposal : null,
    status: job.status,
    attempt: job.attempt,
    stage: job.stage,
    roster,
    dealer,
    subject,
    error: job.error,
    result: job.result,
    createdAt: job.createdAtMs,
    updatedAt: job.updatedAtMs,
  };
}

function partyOf(peer: PinnedPeer, demo: boolean): PartyView {
  const { party, name, url, registrar, publicKey } = peer;
  return { party, name, url, registrar, demo, fingerprint: fingerprint(parsePublicKey(publicKey)) };
}

function receiptOf(receipt: StoredReceipt, trust: ReceiptView['trust']): ReceiptView {
  const { id, jobId, body, salt, logIndex, proof } = receipt;
  return { id, job: jobId, body, salt, logIndex, proof, trust };
}
