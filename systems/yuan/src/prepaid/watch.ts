import { fail } from '@finharbor/kernel';
import type { YuanContext } from '../context.ts';
import { merchants } from '../wallets/postgres.ts';
import { type Risk, risksOf } from './risk.ts';
import {
  type Month,
  openPursesAfter,
  type Sold,
  setStop,
  soldByMerchant,
  soldByMonth,
} from './watch-postgres.ts';

/** A merchant as the bureau sees it. */
export type Watched = Sold & { readonly risks: readonly Risk[] };

/** All prepaid money under supervision. */
export type Monitor = {
  readonly atMs: number;
  readonly merchants: readonly Watched[];
  readonly months: readonly Month[];
  /** What the ledger has in the purses of cards that are not over, in fen: what the merchants' outstanding sums should come to. */
  readonly purseMinor: bigint;
};

/** What the bureau sees of prepaid money: who sold what, what was delivered, and what lies in the ledger for it. */
export async function monitorOf(ctx: Pick<YuanContext, 'db' | 'clock' | 'till'>): Promise<Monitor> {
  const atMs = ctx.clock.nowMs();
  const sold = await soldByMerchant(ctx.db, atMs);
  return {
    atMs,
    merchants: sold.map((one) => ({ ...one, risks: risksOf(one, atMs) })),
    months: await soldByMonth(ctx.db),
    purseMinor: await inPurses(ctx),
  };
}

const atOnce = 8_000;

async function inPurses({ db, till }: Pick<YuanContext, 'db' | 'till'>): Promise<bigint> {
  let sum = 0n;
  for (let after: string | null = null; ; ) {
    const purses = await openPursesAfter(db, after, atOnce);
    for (const left of (await till.purses(purses)).values()) sum += left;
    if (purses.length < atOnce) return sum;
    after = purses.at(-1)!;
  }
}

/** What the bureau decides on a merchant's prepaid cards. */
export type NewStop =
  | { readonly kind: 'freeze' | 'insolvency'; readonly reason: string }
  | { readonly kind: 'release'; readonly reason: string };

/** Stops a merchant's sales, lets them on, or declares its insolvency, after which every unspent slice goes back by itself. Errors: `yuan.not_a_merchant`. */
export async function stopSales(
  { db, clock }: Pick<YuanContext, 'db' | 'clock'>,
  merchant: string,
  { kind, reason }: NewStop,
): Promise<Watched> {
  if (!(await merchants(db, [merchant])).has(merchant))
    fail('yuan.not_a_merchant', 'No merchant is paid into this wallet.');
  const atMs = clock.nowMs();
  await setStop(db, merchant, kind === 'release' ? { kind } : { kind, reason, atMs });
  const found = (await soldByMerchant(db, atMs)).find(({ wallet }) => wallet === merchant);
  if (!found) throw new Error('A merchant whose sales were decided on is not watched.');
  return { ...found, risks: risksOf(found, atMs) };
}
