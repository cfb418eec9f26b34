import type { SearchItem } from '@finharbor/desk';
import type { LoanProduct, StoredApplication } from '@finharbor/financing';
import type { Bilingual, ContractKind, DocumentType, Job, PinnedPeer, Verified } from '@finharbor/harbor';

/** Where a process shows what is found, and who may see it. */
export type Place = {
  readonly contracts: string;
  readonly jobs: string;
  readonly parties: string;
  /** Who may see contracts and jobs; nobody named: any account. */
  readonly roles: readonly string[];
  /** Contracts and jobs are other parties'. */
  readonly others?: true;
};

/** At a node everybody who works there sees its contracts and jobs. */
export const atNode: Place = {
  contracts: '/app/contracts',
  jobs: '/app/jobs',
  parties: '/app/peers',
  roles: [],
};

/** At the hub only who oversees them does. */
export const atHub: Place = {
  contracts: '/app/oversight/contracts',
  jobs: '/app/oversight/jobs',
  parties: '/app/overview',
  roles: ['bureau', 'operator'],
  others: true,
};

const kinds: Readonly<Record<ContractKind, Bilingual>> = {
  train: { en: 'Training', zh: '训练' },
  score: { en: 'Score', zh: '评分' },
  intersect: { en: 'Intersection', zh: '求交' },
  statistics: { en: 'Statistics', zh: '联合统计' },
  deliver: { en: 'Delivery', zh: '数据交付' },
};

/** What is found of a document: contracts, products, and at the hub, which has no jobs of its own, jobs. */
export function documentItem(place: Place, doc: Verified<DocumentType>): SearchItem | undefined {
  if (doc.type === 'contract') return contractItem(place, doc as Verified<'contract'>);
  if (doc.type === 'product') return productItem(doc as Verified<'product'>);
  if (doc.type !== 'job') return undefined;
  const { job, kind, roster } = (doc as Verified<'job'>).body;
  return jobItemOf(place, { id: job, kind, consumer: roster[0]! });
}

function contractItem({ contracts, roles, others }: Place, { id, body }: Verified<'contract'>): SearchItem {
  const { purpose, kind, consumer, providers } = body;
  return {
    kind: 'contract',
    id,
    title: purpose,
    detail: kinds[kind],
    keywords: [consumer, ...providers],
    href: `${contracts}/${id}`,
    roles,
    ...(others ? { others } : {}),
  };
}

/** A product is known by its issuer's name for it: its next version takes the place of this one. */
function productItem({ id, issuer, body }: Verified<'product'>): SearchItem {
  return {
    kind: 'product',
    id: `${issuer} ${body.product}`,
    title: body.title,
    keywords: [issuer, id],
    href: `/app/catalogue/${id}`,
    roles: [],
  };
}

/** What is found of a job. */
export function jobItem(place: Place, job: Job): SearchItem {
  const { roster } = job.request as unknown as { readonly roster: readonly string[] };
  return jobItemOf(place, { id: job.id, kind: job.kind, consumer: roster[0]! });
}

function jobItemOf(
  { jobs, roles, others }: Place,
  { id, kind, consumer }: { readonly id: string; readonly kind: ContractKind; readonly consumer: string },
): SearchItem {
  const short = id.slice(0, 8);
  const title = { en: `${kinds[kind].en} ${short}`, zh: `${kinds[kind].zh}任务 ${short}` };
  const item = { kind: 'job', id, title, keywords: [consumer], href: `${jobs}/${id}`, roles };
  return others ? { ...item, others } : item;
}

/** What is found of a receipt. */
export function receiptItem({ id, jobId }: { readonly id: string; readonly jobId: string }): SearchItem {
  const short = jobId.slice(0, 8);
  const title = { en: `Receipt of job ${short}`, zh: `任务 ${short} 的凭证` };
  return { kind: 'receipt', id, title, keywords: [jobId], href: `/app/receipts/${id}`, roles: [] };
}

/** What is found of a party. */
export function partyItem(
  { parties }: Place,
  { party, name }: Pick<PinnedPeer, 'party' | 'name'>,
): SearchItem {
  return { kind: 'party', id: party, title: name, keywords: [], href: parties, roles: [] };
}

/** What a registrar's steward finds of a firm: its code. */
export function firmItem(uscc: string): SearchItem {
  const title = { en: `Firm ${uscc}`, zh: `企业 ${uscc}` };
  return {
    kind: 'firm',
    id: uscc,
    title,
    keywords: [],
    href: '/app/firm-keys',
    roles: ['steward'],
    others: true,
  };
}

/** What is found of a loan. */
export function loanItem({ id, terms }: LoanProduct): SearchItem {
  return { kind: 'loan', id, title: terms.title, keywords: [], href: '/app/loan-products', roles: [] };
}

/** What is found of an application: the loan it is for, by the firm's code too. */
export function applicationItem(
  { id, application: { uscc } }: StoredApplication,
  loan: Bilingual | undefined,
): SearchItem {
  return {
    kind: 'application',
    id,
    title: { en: `Application: ${loan?.en ?? id}`, zh: `贷款申请：${loan?.zh ?? id}` },
    detail: { en: uscc, zh: uscc },
    keywords: [uscc],
    href: `/app/applications/${id}`,
    roles: ['analyst', 'approver'],
    others: true,
  };
}
