import type { YuanContext } from '../context.ts';
import { derivedId, purseAccount } from '../money/ids.ts';
import type { Payee } from '../money/pay.ts';
import { termsOf } from '../wallets/domain.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import {
  closePurses,
  expiredPurses,
  keepPurses,
  type Purse,
  unwatchPurses,
  watchedPurses,
  watchPurses,
} from './postgres.ts';

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
 * later, from a refund, goes the same way at the next call, which `endReturned` makes.
 */
export async function endPurse(ctx: Deciding, purse: Purse): Promise<void> {
  const { db, till } = ctx;
  for (let round = 0; ; round++) {
    const leftMinor = (await till.purses([purse.id])).get(purse.id) ?? 0n;
    if (leftMinor === 0n) break;
    await watchOnward(ctx, [purse]);
    const id = derivedId('purse ends', purse.id, `${round}`);
    const outcome = await till.release([
      { id, purse: purse.id, amountMinor: 'rest', to: await payeeOf(ctx, purse.returnsTo), isReturn: true },
    ]);
    if (outcome.kind === 'refused' && outcome.reason !== 'refused_before')
      throw new Error(`What is left in a purse does not go back: ${outcome.reason}.`);
  }
  await closePurses(db, [purse.id]);
}

/** Before purses give back into others: those may be over themselves, and then have it go on. */
async function watchOnward(ctx: Deciding, purses: readonly Purse[]): Promise<void> {
  const into = purses.flatMap(({ returnsTo }) => ('purse' in returnsTo ? [returnsTo.purse] : []));
  await watchForReturn(ctx, [...new Set(into)].map(purseAccount));
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

const atOnce = 500;

/** Ends purses whose time is over, the earliest first, as many as there are; gives how many. One that cannot be ended does not keep others from it. */
export async function endExpired(ctx: Deciding & Pick<YuanContext, 'note'>): Promise<number> {
  for (let ended = 0; ; ) {
    const over = await expiredPurses(ctx.db, ctx.clock.nowMs(), atOnce);
    const left = await endAll(ctx, over);
    ended += over.length - left;
    if (over.length < atOnce || left > 0) return ended;
  }
}

/** Ends purses together, or, where that fails, one by one; gives how many are left. */
async function endAll(ctx: Deciding & Pick<YuanContext, 'note'>, over: readonly Purse[]): Promise<number> {
  try {
    await endPurses(ctx, over);
    return 0;
  } catch {
    return endEach(ctx, over);
  }
}

async function endEach(ctx: Deciding & Pick<YuanContext, 'note'>, over: readonly Purse[]): Promise<number> {
  let left = 0;
  for (const purse of over)
    await endPurse(ctx, purse).catch((error: unknown) => {
      left += 1;
      ctx.note('yuan.purse_not_ended', { purse: purse.id }, error);
    });
  return left;
}

/** Ends many purses, at most 1,000: those that have money give it back in one call of the ledger. */
export async function endPurses(ctx: Deciding, purses: readonly Purse[]): Promise<void> {
  const left = await ctx.till.purses(purses.map(({ id }) => id));
  const [full, empty] = [purses.filter(({ id }) => left.get(id)), purses.filter(({ id }) => !left.get(id))];
  await closePurses(
    ctx.db,
    empty.map(({ id }) => id),
  );
  const payees = await Promise.all(full.map(({ returnsTo }) => payeeOf(ctx, returnsTo)));
  const first = full.map(({ id: purse }, at) => ({
    id: derivedId('purse ends', purse, '0'),
    purse,
    amountMinor: 'rest' as const,
    to: payees[at]!,
    isReturn: true,
  }));
  await watchOnward(ctx, full);
  await ctx.till.releaseEach(first);
  // Into some of them money came after an earlier end: those take the long way.
  for (const purse of full) await endPurse(ctx, purse);
}

/** Longer than any refund takes, also of a process that was held up. */
const watchedMs = 3_600_000;

/** Before money goes back into purses of these accounts: whatever ends them meanwhile, what comes back is seen by `endReturned`. */
export async function watchForReturn(
  { db, clock }: Pick<Deciding, 'db' | 'clock'>,
  accounts: readonly bigint[],
): Promise<void> {
  await watchPurses(db, accounts, clock.nowMs() + watchedMs);
}

const watchedAtOnce = 5_000;

/** Has what came back into purses that are over go on to where they return to; one that fails does not keep others from it. */
export async function endReturned(ctx: Deciding & Pick<YuanContext, 'note'>): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  const watched = await watchedPurses(ctx.db, watchedAtOnce);
  const isOver = ({ state, expiresAtMs }: Purse): boolean =>
    state === 'closed' || (expiresAtMs !== null && expiresAtMs <= nowMs);
  const over = watched.filter(isOver);
  // First into the pots, then out of those that are over themselves.
  const failed = [
    await endFull(
      ctx,
      over.filter(({ returnsTo }) => 'purse' in returnsTo),
    ),
    await endFull(
      ctx,
      over.filter(({ returnsTo }) => 'wallet' in returnsTo),
    ),
  ];
  if (failed.includes(true)) return;
  await unwatchPurses(
    ctx.db,
    watched.map(({ id }) => id),
    nowMs,
  );
}

async function endFull(ctx: Deciding & Pick<YuanContext, 'note'>, over: readonly Purse[]): Promise<boolean> {
  const left = await ctx.till.purses(over.map(({ id }) => id));
  return (
    (await endEach(
      ctx,
      over.filter(({ id }) => left.get(id)),
    )) > 0
  );
}
