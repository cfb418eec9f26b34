import { transferFlags } from '@finharbor/ledger';
import type { TillContext } from './carry-out.ts';
import { type Link, linked } from './chain.ts';
import {
  gaugeAccount,
  type MovementId,
  numberOfMovement,
  transferOf,
  type WalletId,
  walletAccount,
} from './ids.ts';
import { ledgers, transferCodes } from './numbers.ts';

/** Whether a wallet is closed for good now, or stays open as it is not empty. */
export type Closed = 'closed' | 'not_empty';

/**
 * Closes a wallet's account in the ledger where nothing is in it: an unfilled gauge takes in whatever it has, which it refuses unless
 * that is nothing, and in the same chain the account is closed. Money that is set aside counts.
 */
export async function closeWallet(
  { ledger }: TillContext,
  wallet: WalletId,
  id: MovementId,
): Promise<Closed> {
  const account = walletAccount(wallet);
  const [found] = await ledger.lookupAccounts([account]);
  if (!found) throw new Error('A wallet that is not there was to be closed.');
  if (found.creditsPosted !== found.debitsPosted || found.debitsPending > 0n) return 'not_empty';
  const { pending, balancingDebit, voidPendingTransfer, closingDebit } = transferFlags;
  const way = {
    debitAccountId: account,
    creditAccountId: gaugeAccount,
    userData128: numberOfMovement(id),
    ledger: ledgers.money,
    code: transferCodes.gauge,
  };
  const taken = transferOf(id, 'emptiness asked');
  const links: readonly Link[] = [
    { ...way, id: taken, amount: 1n, flags: pending | balancingDebit },
    { id: transferOf(id, 'emptiness told'), pendingId: taken, amount: 0n, flags: voidPendingTransfer },
    { ...way, id: transferOf(id, 'closed'), amount: 0n, flags: pending | closingDebit },
  ].map((transfer) => ({ transfer, refusedAs: 'impossible' }));
  const results = await ledger.createTransfers(linked(links));
  const { status } = results.find((one) => one.status !== 'linkedEventFailed')!;
  if (status === 'created' || status === 'debitAccountAlreadyClosed') return 'closed';
  if (status === 'exceedsDebits' || status === 'exceedsCredits') return 'not_empty';
  throw new Error(`The ledger refuses to close a wallet: ${status}.`);
}
