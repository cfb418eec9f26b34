import type { SignedDocument } from '@finharbor/access';
import { fail, instantText } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import { contractFile } from '../contracts.ts';
import type { Verified } from '../documents.ts';
import { type ContractState, contractState } from '../domain.ts';
import { issueDocument } from '../issue-document.ts';
import type { AssessmentDraft } from './facts.ts';
import { judgeTransfer } from './judge.ts';
import { type Leave, mayLeave } from './may-leave.ts';

/** A contract whose data would leave the mainland, as this node sees it. */
export type TransferView = {
  readonly contract: string;
  readonly state: ContractState;
  readonly purpose: { readonly en: string; readonly zh: string };
  readonly consumer: string;
  readonly providers: readonly string[];
  readonly place: string;
  /** By holder, what has been found so far, the newest first. */
  readonly assessments: readonly {
    readonly id: string;
    readonly party: string;
    readonly assessedAtMs: number;
    readonly body: Verified<'transfer_assessment'>['body'];
  }[];
  /** By holder, whether its data may leave now. */
  readonly leaves: readonly { readonly party: string; readonly leave: Leave }[];
};

/**
 * Signs a holder's self-assessment of a transfer; it counts as it was judged when it was signed.
 * Errors: `contract.not_found`, `contract.not_provider`, `transfer.not_needed`, `document.malformed`.
 */
export async function assessTransfer(
  ctx: NodeContext,
  contractId: string,
  draft: AssessmentDraft,
): Promise<SignedDocument> {
  const { contract } = await contractFile(ctx, contractId);
  const { consumer, providers, place } = contract.body;
  if (!providers.includes(ctx.party))
    return fail(
      'contract.not_provider',
      'Only a provider named in the contract assesses the transfer of its data.',
    );
  if (place === undefined)
    return fail('transfer.not_needed', 'Under this contract no data leaves the mainland.');
  const { rule, outcome, reasons, validUntilMs } = judgeTransfer(draft, ctx.clock.nowMs());
  return issueDocument(ctx, {
    type: 'transfer_assessment',
    audience: [consumer, ctx.hubParty, ...providers],
    body: {
      ...draft,
      contract: contractId,
      recipient: consumer,
      place,
      rule: rule.id,
      path: rule.path,
      outcome,
      reasons,
      validUntil: instantText(validUntilMs),
    },
  });
}

/** One contract whose data would leave the mainland. Errors: `contract.not_found`, `transfer.not_needed`. */
export async function viewTransfer(ctx: NodeContext, contractId: string): Promise<TransferView> {
  const file = await contractFile(ctx, contractId);
  const { id, body } = file.contract;
  const { place } = body;
  if (place === undefined)
    return fail('transfer.not_needed', 'Under this contract no data leaves the mainland.');
  const nowMs = ctx.clock.nowMs();
  const assessments = await ctx.store.documents.find('transfer_assessment', { contract: id });
  return {
    contract: id,
    state: contractState(file, nowMs),
    purpose: body.purpose,
    consumer: body.consumer,
    providers: body.providers,
    place,
    assessments: assessments
      .filter(({ issuer }) => body.providers.includes(issuer))
      .toSorted((a, b) => b.issuedAtMs - a.issuedAtMs)
      .map((one) => ({ id: one.id, party: one.issuer, assessedAtMs: one.issuedAtMs, body: one.body })),
    leaves: body.providers.map((party) => {
      const own = assessments.filter(({ issuer }) => issuer === party);
      return { party, leave: mayLeave(file.contract, own, nowMs) };
    }),
  };
}

/** Every contract at this node whose data would leave the mainland, the newest first. */
export async function listTransfers(ctx: NodeContext): Promise<readonly TransferView[]> {
  const contracts = await ctx.store.documents.find('contract');
  const leaving = contracts.filter(({ body }) => body.place !== undefined).toReversed();
  return Promise.all(leaving.map(({ id }) => viewTransfer(ctx, id)));
}
