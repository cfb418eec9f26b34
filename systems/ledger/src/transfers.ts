import { fail } from '@finharbor/kernel';
import { amountMax, type NewTransfer, transferFlags } from '@finharbor/ledger';
import type { LedgerContext } from './context.ts';
import type { FoundTransfer, SentTransfer } from './domain.ts';
import type { NewLedgerTransfer, Resolution } from './transfer-routes.ts';

/** What there is under a transfer's id. Errors: `ledger.transfer_not_found`. */
export async function transfer({ books }: LedgerContext, id: bigint): Promise<FoundTransfer> {
  return (await books.transfer(id)) ?? fail('ledger.transfer_not_found', 'There is no such transfer.');
}

/** Makes a transfer once, however often it is sent. */
export async function makeTransfer(
  ctx: LedgerContext,
  { isPending, timeoutS, ...asked }: NewLedgerTransfer,
): Promise<SentTransfer> {
  return send(ctx, { ...asked, timeout: timeoutS, flags: isPending ? transferFlags.pending : 0 });
}

/** Posts a pending transfer, in whole or in part, or releases it. Errors: `ledger.transfer_not_found`. */
export async function settle(
  ctx: LedgerContext,
  pendingId: bigint,
  { id, how, amount }: Resolution,
): Promise<SentTransfer> {
  // An id that names nothing would be spent in vain.
  await transfer(ctx, pendingId);
  return how === 'post'
    ? send(ctx, { id, pendingId, amount: amount ?? amountMax, flags: transferFlags.postPendingTransfer })
    : send(ctx, { id, pendingId, amount: 0n, flags: transferFlags.voidPendingTransfer });
}

async function send({ meter }: LedgerContext, asked: NewTransfer): Promise<SentTransfer> {
  const [result] = await meter.ledger.createTransfers([asked]);
  const { status } = result!;
  const kind = status === 'created' || status === 'exists' ? status : 'refused';
  return { id: asked.id, kind, status };
}
