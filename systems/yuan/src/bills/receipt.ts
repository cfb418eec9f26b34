import { canonicalJson, fail, instantText } from '@finharbor/kernel';
import type { YuanContext } from '../context.ts';
import { merchants } from '../wallets/postgres.ts';
import { maskedPayer } from './domain.ts';
import { billPayments, billsByNumber } from './postgres.ts';
import { standingOf } from './standing.ts';
import type { Receipt } from './views.ts';

/** What a signature under a receipt is over, besides its text. */
export const receiptWords = 'finharbor/yuan/receipt/1';

/** The receipt of a payment that was made, signed. Errors: `bill.no_receipt`. */
export async function receiptBy(ctx: YuanContext, number: string): Promise<Receipt> {
  const none = (): never =>
    fail('bill.no_receipt', 'No receipt has this number. Look whether a digit is wrong.');
  const [payment] = await billPayments(ctx.db, 'receipt', [number]);
  if (!payment) return none();
  const [bill, paid, standing] = await Promise.all([
    billsByNumber(ctx.db, [payment.bill]).then((found) => found.get(payment.bill)!),
    ctx.till.payment(payment.payment),
    standingOf(ctx, [payment.bill]).then((found) => found.get(payment.bill)),
  ]);
  if (!paid || standing === 'cancelled' || standing?.payment !== payment.payment) return none();
  const officeName = (await merchants(ctx.db, [bill.office])).get(bill.office)!.name;
  const facts = {
    number,
    bill: bill.number,
    kind: bill.kind,
    title: bill.title,
    officeName,
    period: bill.period,
    payer: maskedPayer(bill.payer),
  };
  const [paidAtMs, totalMinor] = [Number(paid.atNs / 1_000_000n), paid.amountMinor];
  const sums = { amountMinor: payment.amountMinor, lateMinor: payment.lateMinor, totalMinor };
  const text = canonicalJson({
    ...facts,
    amountMinor: String(sums.amountMinor),
    lateMinor: String(sums.lateMinor),
    totalMinor: String(totalMinor),
    paidAt: instantText(paidAtMs),
    payment: payment.payment,
  });
  const { signature, key } = ctx.sign(Buffer.from(text));
  return {
    ...facts,
    ...sums,
    refundedMinor: paid.refundedMinor,
    paidAtMs,
    text,
    signature: Buffer.from(signature).toString('base64url'),
    key,
  };
}
