import {
  acceptedCounterOffer,
  type Bilingual,
  type ContractState,
  contractState,
  findContract,
  findCounterOffer,
  type NodeContext,
  type Verified,
} from '@finharbor/harbor';
import type { Desk } from './open-desk.ts';

type Told = { readonly ctx: NodeContext; readonly desk: Desk };

/** The provider's approver hears of a contract that is still to be decided here, and that its own terms were accepted. */
export async function tellOfContract({ ctx, desk }: Told, contract: Verified<'contract'>): Promise<void> {
  const { id, body } = contract;
  if (!body.providers.includes(ctx.party)) return;
  const shared = { to: { party: ctx.party, role: 'approver' }, body: body.purpose, href: hrefOf(id) };
  const isOwn = (await acceptedCounterOffer(ctx, contract))?.counter.issuer === ctx.party;
  if (isOwn) {
    const name = await nameOf(ctx, body.consumer);
    await desk.notices.notify({
      ...shared,
      key: `contract.counter_accepted ${id}`,
      kind: 'contract.countered',
      title: { en: `${name.en} has accepted your terms`, zh: `${name.zh}已接受您提出的条款` },
    });
  }
  // A node agrees to its own terms by itself; data that would leave the mainland are first to be assessed for this very contract.
  if (isOwn && body.place === undefined) return;
  const file = await findContract(ctx, id);
  if (!file || file.approvals.some(({ issuer }) => issuer === ctx.party)) return;
  if (contractState(file, ctx.clock.nowMs()) !== 'proposed') return;
  await desk.notices.notify({
    ...shared,
    key: askedKey(id),
    kind: 'contract.asked',
    title: { en: 'A contract waits for your approval', zh: '有合同待您批准' },
  });
}

/** Where a contract takes another's place, nothing of that one is left to decide. */
export async function tellOfReplacement(
  { ctx, desk }: Told,
  { issuer, body: { previous } }: Verified<'contract'>,
): Promise<void> {
  const file = previous === undefined ? undefined : await findContract(ctx, previous);
  if (previous === undefined || file?.contract.issuer !== issuer) return;
  await desk.notices.settle(askedKey(previous));
  await desk.notices.settle(counteredKey(previous));
}

/** A provider's other terms settle its own notice; the consumer's approver hears of them until they are answered. */
export async function tellOfCounterOffer({ ctx, desk }: Told, id: string): Promise<void> {
  const file = await findCounterOffer(ctx, id);
  if (!file) return;
  const { asked, counter } = file;
  if (counter.issuer === ctx.party) await desk.notices.settle(askedKey(asked.id));
  if (asked.issuer !== ctx.party) return;
  const contract = await findContract(ctx, asked.id);
  if (!contract || contractState(contract, ctx.clock.nowMs()) !== 'proposed') return;
  const name = await nameOf(ctx, counter.issuer);
  await desk.notices.notify({
    key: counteredKey(asked.id),
    kind: 'contract.countered',
    to: { party: ctx.party, role: 'approver' },
    title: {
      en: `${name.en} has answered your contract with other terms`,
      zh: `${name.zh}就您的合同提出了其他条款`,
    },
    body: asked.body.purpose,
    href: hrefOf(asked.id),
  });
}

/** Nothing of a contract that was ended is left to decide; who had offered other terms hears that they were declined. */
export async function tellOfTermination({ ctx, desk }: Told, ended: Verified<'termination'>): Promise<void> {
  const file = await findContract(ctx, ended.body.contract);
  if (!file || contractState(file, ctx.clock.nowMs()) !== 'ended') return;
  const { id, body } = file.contract;
  await desk.notices.settle(askedKey(id));
  await desk.notices.settle(counteredKey(id));
  if (ended.issuer !== body.consumer) return;
  const counters = await ctx.store.documents.find('counter_offer', { contract: id, issuer: ctx.party });
  if (counters.length === 0) return;
  const name = await nameOf(ctx, body.consumer);
  await desk.notices.notify({
    key: `contract.counter_declined ${id}`,
    kind: 'contract.countered',
    to: { party: ctx.party, role: 'approver' },
    title: { en: `${name.en} has declined your terms`, zh: `${name.zh}已谢绝您提出的条款` },
    body: body.purpose,
    href: hrefOf(id),
  });
}

/** The provider's own decision settles its notice; the consumer's approver hears of each decision, its people of the contract in force. */
export async function tellOfApproval(
  { ctx, desk }: Told,
  id: string,
  { issuer, body }: Verified<'approval'>,
): Promise<void> {
  const { contract: contractId, decision } = body;
  if (issuer === ctx.party) await desk.notices.settle(askedKey(contractId));
  const file = await findContract(ctx, contractId);
  if (file?.contract.body.consumer !== ctx.party) return;
  const shared = { body: file.contract.body.purpose, href: hrefOf(contractId) };
  const name = await nameOf(ctx, issuer);
  await desk.notices.notify({
    ...shared,
    key: `contract.decided ${id}`,
    kind: 'contract.decided',
    to: { party: ctx.party, role: 'approver' },
    title:
      decision === 'approved'
        ? { en: `${name.en} has approved your contract`, zh: `${name.zh}已批准您的合同` }
        : { en: `${name.en} has declined your contract`, zh: `${name.zh}已拒绝您的合同` },
  });
  const state: ContractState = contractState(file, ctx.clock.nowMs());
  if (state !== 'in_force') return;
  for (const role of ['approver', 'analyst'])
    await desk.notices.notify({
      ...shared,
      key: `contract.in_force ${contractId} ${role}`,
      kind: 'contract.in_force',
      to: { party: ctx.party, role },
      title: { en: 'A contract is in force', zh: '合同已生效' },
    });
}

async function nameOf(ctx: NodeContext, party: string): Promise<Bilingual> {
  const peers = await ctx.store.peers.list();
  return peers.find((peer) => peer.party === party)?.name ?? { en: party, zh: party };
}

function askedKey(contract: string): string {
  return `contract.asked ${contract}`;
}

function counteredKey(contract: string): string {
  return `contract.countered ${contract}`;
}

function hrefOf(contract: string): string {
  return `/app/contracts/${contract}`;
}
