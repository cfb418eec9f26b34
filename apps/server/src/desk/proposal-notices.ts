import {
  type Body,
  findContract,
  findProposal,
  type NodeContext,
  type ProposalFile,
  proposalState,
  type Verified,
} from '@finharbor/harbor';
import type { Desk } from './open-desk.ts';

type Told = { readonly ctx: NodeContext; readonly desk: Desk };

/** The provider's approver hears of a computation that is still to be decided here, and no longer once it is decided, taken back or over. */
export async function tellOfProposal({ ctx, desk }: Told, id: string): Promise<void> {
  const file = await findProposal(ctx.store, id);
  if (!file?.contract.contract.body.providers.includes(ctx.party)) return;
  const isOpen =
    proposalState(file, ctx.clock.nowMs()) === 'proposed' &&
    !file.answers.some(({ issuer }) => issuer === ctx.party);
  if (!isOpen) return desk.notices.settle(askedKey(id));
  await desk.notices.notify({
    key: askedKey(id),
    kind: 'proposal.asked',
    to: { party: ctx.party, role: 'approver' },
    title: { en: 'A computation waits for your approval', zh: '有计算方案待您批准' },
    body: file.proposal.body.title,
    href: hrefOf(id),
  });
}

/** An answer settles its own party's notice, or everybody's where the proposal is taken back; the consumer's analyst hears of each decision. */
export async function tellOfProposalAnswer(told: Told, answer: Verified<'proposal_answer'>): Promise<void> {
  const { ctx, desk } = told;
  const { proposal: id, decision } = answer.body;
  await tellOfProposal(told, id);
  const file = await findProposal(ctx.store, id);
  if (file?.proposal.issuer !== ctx.party || !isProvider(file, answer.issuer) || decision === 'withdrawn')
    return;
  const peers = await ctx.store.peers.list();
  const name = peers.find(({ party }) => party === answer.issuer)?.name ?? {
    en: answer.issuer,
    zh: answer.issuer,
  };
  await desk.notices.notify({
    key: `proposal.decided ${answer.id}`,
    kind: 'proposal.decided',
    to: { party: ctx.party, role: 'analyst' },
    title:
      decision === 'approved'
        ? { en: `${name.en} has approved your computation`, zh: `${name.zh}已批准您的计算方案` }
        : { en: `${name.en} has declined your computation`, zh: `${name.zh}已谢绝您的计算方案` },
    body: file.proposal.body.title,
    href: hrefOf(id),
  });
}

/** Once a contract has ended, nothing proposed under it is left to decide. */
export async function settleProposalsOf(told: Told, { contract }: Body<'termination'>): Promise<void> {
  if (!(await findContract(told.ctx, contract))) return;
  for (const { id } of await told.ctx.store.documents.find('proposal', { contract }))
    await tellOfProposal(told, id);
}

function isProvider({ contract }: ProposalFile, party: string): boolean {
  return contract.contract.body.providers.includes(party);
}

function askedKey(id: string): string {
  return `proposal.asked ${id}`;
}

function hrefOf(id: string): string {
  return `/app/proposals/${id}`;
}
