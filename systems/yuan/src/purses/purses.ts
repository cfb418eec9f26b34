import type { YuanContext } from '../context.ts';
import { derivedId } from '../money/ids.ts';
import type { Payee } from '../money/pay.ts';
import { termsOf } from '../wallets/domain.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import { closePurses, expiredPurses, keepPurses, type Purse } from './postgres.ts';

type Deciding = Pick<YuanContext, 'db' | 'clock' | 'till' | 'limits'>;

/** Opens purses, in the ledger and in the records. The same again changes nothing. */
export async function openPurses(
  { db, clock, till }: Pick<Deciding, 'db' | 'clock' | 'till'>,
  purses: readonly Omit<Purse, 'state' | 'openedAtMs'>[],
): Promise<void> {
  await till.openPurses(purses.map(({ id }) => id));
  await keepPurses(
    db,
    purses.map((purse) => ({ ...purse, state: 'open', openedAtMs: clock.nowMs() })),
  );
}

/**
 * Returns what is left in a purse to where it belongs and closes it, at whatever point an earlier try stopped. Money that comes into it
 * later, from a refund, goes the same way at the next call.
 */
export async function endPurse(ctx: Deciding, purse: Purse): Promise<void> {
  const { db, till } = ctx;
  for (let round = 0; ; round++) {
    const leftMinor = (await till.purses([purse.id])).get(purse.id) ?? 0n;
    if (leftMinor === 0n) break;
    const id = derivedId('purse ends', purse.id, `${round}`);
    const outcome = await till.release([
      { id, purse: purse.id, amountMinor: 'rest', to: await payeeOf(ctx, purse.returnsTo), isReturn: true },
    ]);
    if (outcome.kind === 'refused') throw new Error(`A purse cannot be ended: ${outcome.reason}.`);
  }
  await closePurses(db, [purse.id]);
}

/** Where money goes, as the till wants it. */
export async function payeeOf(
  { db, clock, limits: schedule }: Pick<Deciding, 'db' | 'clock' | 'limits'>,
  to: Purse['returnsTo'],
): Promise<Payee> {
  if ('purse' in to) return to;
  const wallet = (await walletsByNumber(db, [to.wallet])).get(to.wallet);
  if (!wallet) throw new Error('Money returns to a wallet that is not there.');
  return termsOf(wallet, { schedule, atMs: clock.nowMs() });
}

const atOnce = 200;

/** Ends purses whose time is over, the earliest first; gives how many. */
export async function endExpired(ctx: Deciding): Promise<number> {
  const over = await expiredPurses(ctx.db, ctx.clock.nowMs(), atOnce);
  for (const purse of over) await endPurse(ctx, purse);
  return over.length;
}
