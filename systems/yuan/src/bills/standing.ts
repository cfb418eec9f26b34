import type { Bilingual } from '@finharbor/kernel/contract';
import type { YuanContext } from '../context.ts';
import { movementOf, onceOf } from '../money/ids.ts';
import { merchants } from '../wallets/postgres.ts';
import { type Bill, daysLate, lateFee, maskedPayer } from './domain.ts';
import { cancellationOf, onceForBill } from './ids.ts';
import { type BillPayment, billPayments } from './postgres.ts';
import type { BillView } from './views.ts';

/** Whether bills are paid and by which movement, or cancelled, by number; the ledger alone knows. */
export async function standingOf(
  { past }: Pick<YuanContext, 'past'>,
  bills: readonly string[],
): Promise<ReadonlyMap<string, 'cancelled' | { readonly payment: string }>> {
  if (bills.length === 0) return new Map();
  const made = await past.made(bills.map((number) => onceOf(onceForBill(number))));
  const byId = new Map(made.map(({ id, userData128 }) => [id, movementOf(userData128)]));
  return new Map(
    bills.flatMap((number) => {
      const movement = byId.get(onceOf(onceForBill(number)));
      if (movement === undefined) return [];
      return [[number, movement === cancellationOf(number) ? 'cancelled' : { payment: movement }]];
    }),
  );
}

/** Who looks at a bill, and thereby how much of it may be seen. */
export type Looking = {
  readonly isOwn: (bill: Bill) => boolean;
  /** The caller's wallets. */
  readonly wallets: ReadonlySet<string>;
};

/** Bills as somebody sees them. */
export async function billViews(
  ctx: Pick<YuanContext, 'db' | 'past' | 'clock'>,
  bills: readonly Bill[],
  looking: Looking,
): Promise<readonly BillView[]> {
  const [standing, offices] = await Promise.all([
    standingOf(
      ctx,
      bills.map(({ number }) => number),
    ),
    merchants(ctx.db, [...new Set(bills.map(({ office }) => office))]),
  ]);
  const paid = await billPayments(
    ctx.db,
    'payment',
    [...standing.values()].flatMap((one) => (one === 'cancelled' ? [] : [one.payment])),
  );
  const payments = new Map(paid.map((one) => [one.bill, one]));
  return bills.map((bill) =>
    viewOf(bill, {
      looking,
      officeName: offices.get(bill.office)!.name,
      isCancelled: standing.get(bill.number) === 'cancelled',
      payment: standing.has(bill.number) ? payments.get(bill.number) : undefined,
      atMs: ctx.clock.nowMs(),
    }),
  );
}

type Known = {
  readonly looking: Looking;
  readonly officeName: Bilingual;
  readonly isCancelled: boolean;
  readonly payment: BillPayment | undefined;
  readonly atMs: number;
};

function viewOf(bill: Bill, { looking, officeName, isCancelled, payment, atMs }: Known): BillView {
  const { office, reference: _reference, payer, ...facts } = bill;
  const isOwn = looking.isOwn(bill) || looking.wallets.has(office);
  const isPayer = payment !== undefined && looking.wallets.has(payment.wallet);
  const late = isCancelled || payment ? 0 : daysLate(bill, atMs);
  const lateMinor = payment ? payment.lateMinor : isCancelled ? 0n : lateFee(bill, atMs);
  return {
    ...facts,
    officeName,
    payer: isOwn ? payer : maskedPayer(payer),
    state: isCancelled ? 'cancelled' : payment ? 'paid' : late > 0 ? 'overdue' : 'open',
    daysLate: late,
    lateMinor,
    totalMinor: bill.amountMinor + lateMinor,
    receipt: isOwn || isPayer ? (payment?.receipt ?? null) : null,
  };
}
