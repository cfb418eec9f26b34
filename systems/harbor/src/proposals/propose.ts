import type { SignedDocument } from '@finharbor/access';
import { canonicalJson, fail, type Json, sha256 } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import { contractFile } from '../contracts.ts';
import type { Body, Verified } from '../documents.ts';
import { contractState } from '../domain.ts';
import { issueDocument } from '../issue-document.ts';
import { partyNames } from '../party-names.ts';
import { costsOf } from './budget.ts';
import type { ProposalDraft } from './draft.ts';
import { findProposal } from './find.ts';
import { fitsContract, saysWhatItTells } from './fits.ts';
import { namedLeakage, proposalLeakage } from './leakage.ts';
import { type PlanSides, planOf, rosterOf } from './plan.ts';
import type { ProposedPlan } from './plan-schemas.ts';
import { isWithdrawn, type ProposalFile } from './state.ts';
import type { ProposalPreview } from './views.ts';

/**
 * What a draft would be as a plan, what it would tell whom, and what it would cost; nothing is signed. The proposal's number in the plan is
 * drawn anew each time. Errors: those of `planOf`, `contract.not_found`, `contract.wrong_party`, `contract.not_in_force`,
 * `product.not_found`.
 */
export async function previewOf(ctx: NodeContext, draft: ProposalDraft): Promise<ProposalPreview> {
  const { plan } = await bodyOf(ctx, draft);
  const costs = await costsOf(ctx, plan as unknown as ProposedPlan);
  const leakage = namedLeakage(plan as unknown as ProposedPlan, await partyNames(ctx));
  return { plan, digest: planDigestOf(plan), leakage, ...costs };
}

/** Signs a draft's plan as the contract's consumer. Errors: as `previewOf`. */
export async function propose(ctx: NodeContext, draft: ProposalDraft): Promise<SignedDocument> {
  const body = await bodyOf(ctx, draft);
  return issueDocument(ctx, { type: 'proposal', audience: await sidesOf(ctx, draft.contract), body });
}

/** SHA-256 of a plan in canonical JSON, in hex. */
export function planDigestOf(plan: Body<'proposal'>['plan']): string {
  return sha256(canonicalJson(plan)).toHex();
}

async function bodyOf(ctx: NodeContext, draft: ProposalDraft): Promise<Body<'proposal'>> {
  const file = await contractFile(ctx, draft.contract);
  const { contract } = file;
  if (contract.body.consumer !== ctx.party || contract.body.kind !== draft.kind)
    fail('contract.wrong_party', `This contract does not let this party propose a computation of that kind.`);
  const state = contractState(file, ctx.clock.nowMs());
  if (state !== 'in_force')
    fail('contract.not_in_force', `The contract is not in force (${state.replaceAll('_', ' ')}).`);
  const proposal = ctx.newId();
  const own = await ownDataset(ctx, draft.product);
  const products = await productsOf(ctx, contract.body.products);
  const { plan, data } = planOf(draft, { proposal, contract, own, products });
  return {
    proposal,
    contract: draft.contract,
    kind: draft.kind,
    title: draft.title,
    plan: plan as unknown as { readonly [key: string]: Json },
    data,
    leakage: proposalLeakage(plan),
  };
}

async function ownDataset(ctx: NodeContext, product: string): Promise<PlanSides['own']> {
  const columns = await ctx.store.data.columns(product);
  if (columns.length === 0) fail('product.not_found', 'This party has no rows in such a data set.');
  const published = await ctx.store.documents.find('product', { issuer: ctx.party });
  const title = published.findLast(({ body }) => body.product === product)?.body.title;
  const name = await ctx.store.data.nameOf(product);
  const rows = await ctx.store.data.count(product);
  return { columns, rows, title: title ? `${title.zh} / ${title.en}` : (name ?? product.slice(0, 8)) };
}

async function productsOf(ctx: NodeContext, ids: readonly string[]): Promise<readonly Verified<'product'>[]> {
  const found = await Promise.all(ids.map((id) => ctx.store.documents.find('product', { id })));
  return found.map(([product]) =>
    product ? product : fail('product.not_found', 'A product of the contract is no longer known here.'),
  );
}

async function sidesOf(ctx: NodeContext, contract: string): Promise<readonly string[]> {
  const { body } = (await contractFile(ctx, contract)).contract;
  return [...rosterOf(body), ctx.hubParty];
}

/** A proposal that this party is a side of. Errors: `proposal.not_found`. */
export async function proposalFile(ctx: NodeContext, id: string): Promise<ProposalFile> {
  const file = await findProposal(ctx.store, id);
  if (file && isOurs(ctx, file)) return file;
  return fail('proposal.not_found', 'There is no such computation at this node.');
}

/** Proposals that no contract allows are nobody's to see or to approve. */
export function isOurs(ctx: NodeContext, { contract, proposal }: ProposalFile): boolean {
  return rosterOf(contract.contract.body).includes(ctx.party) && fitsContract(contract.contract, proposal);
}

/** Approves or declines a proposal as one of its providers. Errors: `proposal.not_found`, `proposal.not_provider`, `proposal.withdrawn`. */
export async function decideProposal(
  ctx: NodeContext,
  id: string,
  { decision, reason }: { readonly decision: 'approved' | 'declined'; readonly reason: string },
): Promise<SignedDocument> {
  const file = await proposalFile(ctx, id);
  if (!file.contract.contract.body.providers.includes(ctx.party))
    fail('proposal.not_provider', 'Only a provider named in the contract may approve or decline it.');
  if (!saysWhatItTells(file.proposal))
    fail(
      'document.malformed',
      'The proposal says of its plan what does not follow from it here. Have it proposed anew.',
    );
  if (isWithdrawn(file)) fail('proposal.withdrawn', 'The consumer has taken this computation back.');
  return issueDocument(ctx, {
    type: 'proposal_answer',
    audience: await sidesOf(ctx, file.proposal.body.contract),
    body: { proposal: id, decision, reason },
  });
}

/** Takes a proposal back as its consumer. Errors: `proposal.not_found`, `proposal.not_yours`. */
export async function withdrawProposal(
  ctx: NodeContext,
  id: string,
  reason: string,
): Promise<SignedDocument> {
  const file = await proposalFile(ctx, id);
  if (file.proposal.issuer !== ctx.party)
    fail('proposal.not_yours', 'Only the consumer that proposed a computation can take it back.');
  return issueDocument(ctx, {
    type: 'proposal_answer',
    audience: await sidesOf(ctx, file.proposal.body.contract),
    body: { proposal: id, decision: 'withdrawn', reason },
  });
}
