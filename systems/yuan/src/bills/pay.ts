import { fail } from '@finharbor/kernel';
import type { YuanContext } from '../context.ts';
import { payersOf, termsNow } from '../payments/pay.ts';
import { refused, refusedAs } from '../refused.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import { ownWallet } from '../wallets/wallets.ts';
import { type Bill, lateFee } from './domain.ts';
import { cancellationOf, onceForBill, receiptNumberOf } from './ids.ts';
import { type BillPayment, billPayments, billsByNumber, keepBillPayment } from './postgres.ts';
import type { NewBillPayment } from './routes.ts';
import { standingOf } from './standing.ts';

const action = 'pay_bill';

/** A bill. Errors: `bill.not_found`. */
export async function billBy({ db }: Pick<YuanContext, 'db'>, number: string): Promise<Bill> {
  return (
    (await billsByNumber(db, [number])).get(number) ??
    fail('bill.not_found', 'There is no bill of this number. Look whether a digit is wrong.')
  );
}

/** Pays a bill, exactly as much as it comes to today. Errors: those of `postBillPayment`. */
export async function payBill(
  ctx: YuanContext,
  bill: Bill,
  { id, wallet: number, amountMinor, holder }: NewBillPayment & { readonly holder: string },
): Promise<void> {
  const wallet = await ownWallet(ctx, holder, number);
  const refuse = (code: string, publicMessage: string): Promise<never> =>
    refusedAs(ctx, { action, wallet: number }, { code, publicMessage });
  const [before] = await billPayments(ctx.db, 'payment', [id]);
  if (before && !isSame(before, { bill: bill.number, wallet: number, amountMinor }))
    return refuse('yuan.other_movement', 'This number was given to another payment. Use a new number.');
  const standing = (await standingOf(ctx, [bill.number])).get(bill.number);
  if (standing === 'cancelled')
    return refuse('bill.cancelled', 'The office has cancelled this bill. Nothing has moved.');
  // What was paid in time and comes again later is the same payment.
  if (standing?.payment === id) return;
  if (standing) return refuse('bill.paid', 'This bill is paid already. Nothing has moved.');
  const lateMinor = lateFee(bill, ctx.clock.nowMs());
  if (amountMinor !== bill.amountMinor + lateMinor)
    return refuse(
      'bill.amount_differs',
      'The bill comes to another sum today. Look it up again and pay exactly that.',
    );
  const office = (await walletsByNumber(ctx.db, [bill.office])).get(bill.office)!;
  if (wallet.state !== 'open' || office.state !== 'open')
    return refuse(
      'yuan.wallet_frozen',
      'Your wallet or the office’s is frozen or closed. Nothing has moved.',
    );
  await keepBillPayment(
    ctx.db,
    {
      payment: id,
      receipt: receiptNumberOf(id),
      bill: bill.number,
      wallet: number,
      amountMinor: bill.amountMinor,
      lateMinor,
    },
    ctx.clock.nowMs(),
  );
  const outcome = await ctx.till.pay({
    id,
    amountMinor,
    payers: await payersOf(ctx, wallet),
    payee: termsNow(ctx, office),
    once: [onceForBill(bill.number)],
  });
  if (outcome.kind === 'done') return;
  if (outcome.reason === 'done_before')
    await refuse(
      'bill.paid',
      'This bill was paid or cancelled in the same moment. Nothing has moved: look it up again.',
    );
  await refused(ctx, { action, wallet: number }, outcome.reason);
}

function isSame(
  before: BillPayment,
  asked: Pick<BillPayment, 'bill' | 'wallet'> & { readonly amountMinor: bigint },
): boolean {
  return (
    before.bill === asked.bill &&
    before.wallet === asked.wallet &&
    before.amountMinor + before.lateMinor === asked.amountMinor
  );
}

/** Cancels a bill, which the ledger then lets nobody pay. Errors: `bill.not_found` for another's office, `bill.paid`. */
export async function cancelBill(ctx: YuanContext, holder: string, bill: Bill): Promise<void> {
  const office = (await walletsByNumber(ctx.db, [bill.office])).get(bill.office);
  if (office?.holder !== holder) fail('bill.not_found', 'No office of yours has published this bill.');
  const outcome = await ctx.till.forestall(cancellationOf(bill.number), onceForBill(bill.number));
  if (outcome.kind === 'refused') fail('bill.paid', 'The bill is paid: give the money back instead.');
}
