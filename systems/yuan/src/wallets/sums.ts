import type { Transfer } from '@finharbor/ledger';
import type { YuanContext } from '../context.ts';
import { movementOf, walletAccount } from '../money/ids.ts';
import { transferCodes } from '../money/numbers.ts';
import { dayOf, schemeZone } from '../scheme/limits.ts';
import type { Wallet } from './domain.ts';
import type { MonthSums, Takings } from './views.ts';
import { hasMoved, msOf, nsOf, walk } from './walk.ts';

type Past = Pick<YuanContext, 'past'>;

/** A picture of more movements than this is made of the latest ones, and says so. */
const mostLookedAt = 50_000;

/** What came in and went out in each of the last months, the earliest first, as far as it is worth a picture. */
export async function monthsOf(
  ctx: Past,
  wallet: Wallet,
  { count, nowMs }: { readonly count: number; readonly nowMs: number },
): Promise<{ readonly months: readonly MonthSums[]; readonly isWhole: boolean }> {
  const current = Temporal.PlainYearMonth.from(dayOf(nowMs).slice(0, 7));
  const names = Array.from({ length: count }, (_, at) =>
    current.subtract({ months: count - 1 - at }).toString(),
  );
  const sums = new Map(names.map((month) => [month, { inMinor: 0n, outMinor: 0n }]));
  const account = walletAccount(wallet.number);
  const isWhole = await each({ ctx, account, from: beginOfDay(`${names[0]}-01`) }, (one) => {
    const sum = sums.get(dayOf(msOf(one.timestamp)).slice(0, 7));
    if (!sum) return;
    if (one.debitAccountId === account) sum.outMinor += one.amount;
    else sum.inMinor += one.amount;
  });
  return { months: names.map((month) => ({ month, ...sums.get(month)! })), isWhole };
}

/** What a till took and gave back on a day of the scheme, by the hour. */
export async function takingsOf(ctx: Past, wallet: Wallet, day: string): Promise<Takings> {
  const hours = Array.from({ length: 24 }, () => ({ count: 0, sumMinor: 0n }));
  const refunds = { count: 0, sumMinor: 0n };
  const account = walletAccount(wallet.number);
  const [from, before] = [beginOfDay(day), beginOfDay(dayAfter(day))];
  // One payment may come from several sources, and is still one.
  const seen = new Set<string>();
  const isWhole = await each({ ctx, account, from, before }, (one) => {
    const movement = movementOf(one.userData128);
    const isNew = !seen.has(movement);
    seen.add(movement);
    const into =
      one.code === transferCodes.pay && one.creditAccountId === account
        ? hours[hourOf(msOf(one.timestamp))]
        : one.code === transferCodes.refund && one.debitAccountId === account
          ? refunds
          : undefined;
    if (!into) return;
    into.sumMinor += one.amount;
    if (isNew) into.count += 1;
  });
  return {
    day,
    count: hours.reduce((sum, { count }) => sum + count, 0),
    sumMinor: hours.reduce((sum, { sumMinor }) => sum + sumMinor, 0n),
    refundCount: refunds.count,
    refundedMinor: refunds.sumMinor,
    hours,
    isWhole,
  };
}

type Meant = {
  readonly ctx: Past;
  readonly account: bigint;
  readonly from: number;
  readonly before?: number;
};

async function each(
  { ctx, account, from, before }: Meant,
  visit: (transfer: Transfer) => void,
): Promise<boolean> {
  const stretch = { from: nsOf(from), before: before === undefined ? undefined : nsOf(before) };
  let lookedAt = 0;
  for await (const rows of walk(ctx, account, { ...stretch, atOnce: 1_000 })) {
    for (const one of rows) if (hasMoved(one)) visit(one);
    lookedAt += rows.length;
    if (lookedAt >= mostLookedAt) return false;
  }
  return true;
}

function beginOfDay(day: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(schemeZone).epochMilliseconds;
}

function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}

function hourOf(atMs: number): number {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(schemeZone).hour;
}
