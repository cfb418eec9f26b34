import { accountFlags, type Transfer } from '@finharbor/ledger';
import { carryOut, type TillContext } from './carry-out.ts';
import { type Movement, moneyLink, spendLink } from './chain.ts';
import { allowancePool, type MovementId, numberOf, refundableOf, transferOf } from './ids.ts';
import { accountCodes, ledgers, transferCodes } from './numbers.ts';
import type { Outcome } from './outcome.ts';

/** Money back of a payment, all or a part of it. */
export type Refund = Movement & { readonly payment: MovementId };

/** Gives money of a payment back, in all never more than was paid. */
export async function refund(ctx: TillContext, { payment, ...movement }: Refund): Promise<Outcome> {
  const [paid] = await ctx.ledger.lookupTransfers([transferOf(payment, 'money')]);
  if (paid?.code !== transferCodes.pay) return { kind: 'refused', reason: 'no_such_movement' };
  const account = refundableOf(payment);
  await openRefundable(ctx, account, paid);
  return carryOut(ctx, [
    moneyLink(movement, {
      ...{ debit: paid.creditAccountId, credit: paid.debitAccountId },
      ...{ code: transferCodes.refund, refusedAs: 'insufficient_funds' },
    }),
    spendLink(movement, { account, refusedAs: 'over_refunded' }),
  ]);
}

async function openRefundable({ ledger }: TillContext, account: bigint, paid: Transfer): Promise<void> {
  const flags = accountFlags.debitsMustNotExceedCredits;
  await ledger.createAccounts([
    { id: account, ledger: ledgers.allowance, code: accountCodes.refundable, flags },
  ]);
  const [granted] = await ledger.createTransfers([
    {
      id: numberOf('refundable', `${account}`),
      debitAccountId: allowancePool,
      creditAccountId: account,
      amount: paid.amount,
      ledger: ledgers.allowance,
      code: transferCodes.grant,
    },
  ]);
  if (granted!.status !== 'created' && granted!.status !== 'exists')
    throw new Error(`The ledger refuses what may be refunded: ${granted!.status}.`);
}
