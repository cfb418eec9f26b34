import type { SignedDocument } from '@finharbor/access';
import type { Notice } from '@finharbor/desk';
import type { Bilingual, Body, DocumentType, Job, NodeContext, Verified } from '@finharbor/harbor';
import {
  tellOfApproval,
  tellOfContract,
  tellOfCounterOffer,
  tellOfReplacement,
  tellOfTermination,
} from './contract-notices.ts';
import { tellFollowers } from './follow-notices.ts';
import { atNode, documentItem, firmItem, jobItem, partyItem, receiptItem } from './items.ts';
import { tellHolder } from './life-notices.ts';
import type { Desk } from './open-desk.ts';
import { settleProposalsOf, tellOfProposal, tellOfProposalAnswer } from './proposal-notices.ts';

/** A node's people as its events reach them. */
export type NodeDesk = {
  /** A document has been admitted, or issued here. */
  readonly onDocument: (
    doc: Pick<Verified<DocumentType>, 'id' | 'type' | 'issuer' | 'issuedAtMs' | 'body'>,
  ) => void;
  /** Something has happened in a job. */
  readonly onJob: (jobId: string) => void;
  /** Tells and indexes what happened while nobody listened: a process may be killed between an event and its notice. */
  readonly catchUp: () => Promise<void>;
};

type Doc = Parameters<NodeDesk['onDocument']>[0];
type Told = { readonly ctx: NodeContext; readonly desk: Desk; readonly registrar: boolean };

const rememberedMs = 7 * 86_400_000;

const toldOf = [
  'product',
  'contract',
  'approval',
  'counter_offer',
  'proposal',
  'proposal_answer',
  'termination',
  'key_request',
  'firm_key',
  'rights_certificate',
  'compliance_review',
  'listing_change',
] as const;

/** Ties a node's events to its desk. */
export function nodeDesk(told: Told): NodeDesk {
  const { ctx, desk } = told;
  const orNote = (work: Promise<unknown>, about: string): void => {
    work.catch((error: unknown) => ctx.note('desk.not_told', { about }, error));
  };
  return {
    onDocument: (doc) =>
      orNote(Promise.all([tellOfDocument(told, doc), indexDocument(told, doc)]), `${doc.type} ${doc.id}`),
    onJob: (jobId) => orNote(jobChanged(told, jobId), `job ${jobId}`),
    catchUp: async () => {
      await desk.search.replace('harbor', await everything(told));
      const since = ctx.clock.nowMs() - rememberedMs;
      for (const type of toldOf)
        for (const doc of await ctx.store.documents.find(type))
          if (doc.issuedAtMs >= since) await tellOfDocument(told, doc);
      for (const job of await ctx.store.jobs.list(200))
        if (job.updatedAtMs >= since) await tellOfJob(told, job);
    },
  };
}

/** The same context, whose own documents and pinned peers the desk hears of. */
export function followed(ctx: NodeContext, desk: () => NodeDesk, search: Desk['search']): NodeContext {
  const { peers } = ctx.store;
  return {
    ...ctx,
    async issue(doc: SignedDocument) {
      await ctx.issue(doc);
      desk().onDocument(doc as unknown as Doc);
    },
    store: {
      ...ctx.store,
      peers: {
        ...peers,
        async pin(peer) {
          await peers.pin(peer);
          await search.put('harbor', [partyItem(atNode, peer)]);
        },
      },
    },
  };
}

async function tellOfDocument(told: Told, doc: Doc): Promise<void> {
  const { ctx, desk, registrar } = told;
  await tellFollowers({ store: ctx.store, desk, registry: ctx.hubParty }, doc);
  if (doc.type === 'contract') {
    await tellOfReplacement(told, doc as Verified<'contract'>);
    return tellOfContract(told, doc as Verified<'contract'>);
  }
  if (doc.type === 'counter_offer') return tellOfCounterOffer(told, doc.id);
  if (doc.type === 'approval') return tellOfApproval(told, doc.id, doc as Verified<'approval'>);
  if (doc.type === 'proposal') return tellOfProposal(told, doc.id);
  if (doc.type === 'proposal_answer') return tellOfProposalAnswer(told, doc as Verified<'proposal_answer'>);
  if (doc.type === 'termination') {
    await tellOfTermination(told, doc as Verified<'termination'>);
    return settleProposalsOf(told, doc.body as Body<'termination'>);
  }
  await tellHolder(told, doc);
  if (!registrar) return;
  if (doc.type === 'key_request') {
    const { uscc, publicKey } = doc.body as Body<'key_request'>;
    // Found again at a start, a request may have been answered long ago.
    const answered = await ctx.store.documents.find('firm_key', { uscc });
    if (answered.some(({ body }) => body.publicKey === publicKey)) return;
    await desk.notices.notify({
      key: keyRequestKey(doc.body as Body<'key_request'>),
      kind: 'firm_key.asked',
      to: { party: ctx.party, role: 'steward' },
      title: { en: 'A firm waits for its key to be vouched for', zh: '有企业公钥待确认' },
      body: { en: `Firm ${uscc}`, zh: `企业 ${uscc}` },
      href: '/app/firm-keys',
    });
  }
  if (doc.type === 'firm_key') await desk.notices.settle(keyRequestKey(doc.body as Body<'firm_key'>));
}

function keyRequestKey({ uscc, publicKey }: Body<'key_request'>): string {
  return `firm_key.asked ${uscc} ${publicKey}`;
}

async function jobChanged(told: Told, jobId: string): Promise<void> {
  const { ctx, desk } = told;
  const job = await ctx.store.jobs.get(jobId);
  if (!job) return;
  await tellOfJob(told, job);
  const receipts = await ctx.store.results.receipts({ limit: mostItems, jobId });
  await desk.search.put('harbor', [jobItem(atNode, job), ...receipts.map(receiptItem)]);
}

const computation: Bilingual = { en: 'A computation', zh: '计算任务' };
const called: Readonly<Record<Exclude<Job['kind'], 'score'>, Bilingual>> = {
  train: { en: 'A training', zh: '训练任务' },
  intersect: computation,
  statistics: computation,
  deliver: { en: 'A delivery', zh: '数据交付' },
};

/** The analyst who may have started a job hears of its end; of scores the applications tell. */
async function tellOfJob({ ctx, desk }: Told, job: Job): Promise<void> {
  const { roster } = job.request as unknown as Pick<Body<'job'>, 'roster'>;
  const isOver = job.status === 'done' || job.status === 'failed';
  if (!isOver || job.kind === 'score' || roster[0] !== ctx.party) return;
  const { en, zh } = called[job.kind];
  const title: Notice['title'] =
    job.status === 'done'
      ? { en: `${en} is done`, zh: `${zh}已完成` }
      : { en: `${en} has failed`, zh: `${zh}失败` };
  await desk.notices.notify({
    key: `job.ended ${job.id} ${job.attempt}`,
    kind: 'job.ended',
    to: { party: ctx.party, role: 'analyst' },
    title,
    href: `/app/jobs/${job.id}`,
  });
}

async function indexDocument({ desk, registrar }: Told, doc: Doc): Promise<void> {
  const isFirm = registrar && doc.type === 'firm_key';
  const item = isFirm
    ? firmItem((doc.body as Body<'firm_key'>).uscc)
    : // Jobs are known by the job's own table here.
      doc.type === 'job'
      ? undefined
      : documentItem(atNode, doc as Verified<DocumentType>);
  if (item) await desk.search.put('harbor', [item]);
}

async function everything({ ctx, registrar }: Told) {
  const { documents, jobs, peers, results, firmKeys } = ctx.store;
  const [contracts, products, all, parties, receipts] = await Promise.all([
    documents.find('contract'),
    documents.find('product'),
    jobs.list(mostItems),
    peers.list(),
    results.receipts({ limit: mostItems }),
  ]);
  const firms = registrar
    ? await firmKeys.vouched({
        registrars: new Set(parties.filter((one) => one.registrar).map((one) => one.party)),
        limit: mostItems,
      })
    : [];
  return [
    ...[...contracts, ...products.toSorted((a, b) => a.issuedAtMs - b.issuedAtMs)].flatMap(
      (doc) => documentItem(atNode, doc) ?? [],
    ),
    ...all.map((job) => jobItem(atNode, job)),
    ...parties.map((peer) => partyItem(atNode, peer)),
    ...receipts.map(receiptItem),
    ...firms.map(({ body }) => firmItem(body.uscc)),
  ];
}

const mostItems = 100_000;
