import type { Notice } from '@finharbor/desk';
import {
  type ContractState,
  contractState,
  type DocumentType,
  findContract,
  type HubContext,
  type Verified,
} from '@finharbor/harbor';
import type { Desk } from './open-desk.ts';

const titles: Readonly<Partial<Record<ContractState, Notice['title']>>> = {
  in_force: { en: 'A contract is in force', zh: '合同已生效' },
  declined: { en: 'A provider has declined a contract', zh: '提供方已拒绝合同' },
  ended: { en: 'A contract was ended', zh: '合同已终止' },
};

/** Tells the bureau where a contract stands once a side has decided on it or ended it: each standing once. */
export async function tellBureau(
  { ctx, desk }: { readonly ctx: HubContext; readonly desk: Pick<Desk, 'notices'> },
  doc: Verified<DocumentType>,
): Promise<void> {
  if (doc.type !== 'approval' && doc.type !== 'termination') return;
  const { contract: id } = (doc as Verified<'approval' | 'termination'>).body;
  const file = await findContract(ctx, id);
  if (!file) return;
  const state = contractState(file, ctx.clock.nowMs());
  const title = titles[state];
  if (!title) return;
  await desk.notices.notify({
    key: `contract.${state} ${id} bureau`,
    kind: `contract.${state}`,
    to: { party: ctx.party, role: 'bureau' },
    title,
    body: file.contract.body.purpose,
    href: `/app/oversight/contracts/${id}`,
  });
}
