import type { YuanContext } from '../context.ts';
import { derivedId } from '../money/ids.ts';
import type { Payee } from '../money/pay.ts';
import { termsOf } from '../wallets/domain.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import { closePurses, expiredPurses, keepPurses, type Purse, reopenPurses } from './postgres.ts';

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
    if (outcome.kind === 'refused' && outcome.reason !== 'refused_before')
      throw new Error(`What is left in a purse does not go back: ${outcome.reason}.`);
  }
  await closePurses(db, [purse.id]);
}

/** Where money goes, as the till wants it. */
async function payeeOf(
  { db, clock, limits: schedule }: Pick<Deciding, 'db' | 'clock' | 'limits'>,
  to: Purse['returnsTo'],
): Promise<Payee> {
  if ('purse' in to) return to;
  const wallet = (await walletsByNumber(db, [to.wallet])).get(to.wallet);
  if (!wallet) throw new Error('Money returns to a wallet that is not there.');
  return termsOf(wallet, { schedule, atMs: clock.nowMs() });
}

const atOnce = 200;

/** Ends purses whose time is over, the earliest first; gives how many. One that cannot be ended does not keep the others from it. */
export async function endExpired(ctx: Deciding & Pick<YuanContext, 'note'>): Promise<number> {
  const over = await expiredPurses(ctx.db, ctx.clock.nowMs(), atOnce);
  for (const purse of over)
    await endPurse(ctx, purse).catch((error: unknown) =>
      ctx.note('yuan.purse_not_ended', { purse: purse.id }, error),
    );
  return over.length;
}

/**
 * Before money goes back into purses: those of these accounts that are over are open again until they are next ended, so that what comes
 * back goes on to where they return to.
 */
export async function openForReturn(
  { db, clock }: Pick<Deciding, 'db' | 'clock'>,
  accounts: readonly bigint[],
): Promise<void> {
  await reopenPurses(db, accounts, clock.nowMs());
}
