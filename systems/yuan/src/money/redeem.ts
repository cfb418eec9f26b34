import { transferFlags } from '@finharbor/ledger';
import { carryOut, type TillContext } from './carry-out.ts';
import { type Movement, moneyLink, type WalletTerms } from './chain.ts';
import { type MovementId, type OperatorId, transferOf, vaultOf, walletAccount } from './ids.ts';
import { transferCodes } from './numbers.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** Money between a wallet and its operator's vault, which stands against a bank account outside. */
export type Exchange = Movement & { readonly operator: OperatorId; readonly wallet: WalletTerms };

/** Sets money of a wallet aside until the bank has sent it. */
export function askRedemption(
  ctx: TillContext,
  { operator, wallet, ...movement }: Exchange,
): Promise<Outcome> {
  const link = moneyLink(movement, {
    ...{ debit: walletAccount(wallet.wallet), credit: vaultOf(operator) },
    ...{ code: transferCodes.redeem, refusedAs: 'insufficient_funds' },
  });
  return carryOut(ctx, [{ ...link, transfer: { ...link.transfer, flags: transferFlags.pending } }]);
}

/** Ends a redemption: the money has left, or is the wallet's again. */
export async function endRedemption(
  { ledger }: TillContext,
  id: MovementId,
  how: 'sent' | 'rejected',
): Promise<Outcome> {
  const pendingId = transferOf(id, 'money');
  const [asked] = await ledger.lookupTransfers([pendingId]);
  if (asked?.code !== transferCodes.redeem) return { kind: 'refused', reason: 'no_such_movement' };
  const isSent = how === 'sent';
  // One number for both ends: whoever comes second with the other word is told so.
  const transfer = {
    id: transferOf(id, 'end'),
    pendingId,
    amount: isSent ? asked.amount : 0n,
    flags: isSent ? transferFlags.postPendingTransfer : transferFlags.voidPendingTransfer,
  };
  return outcomeOf([{ transfer, refusedAs: 'impossible' }], await ledger.createTransfers([transfer]));
}
