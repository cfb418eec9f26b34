import type { YuanContext } from '../context.ts';
import type { WalletTerms } from '../money/chain.ts';
import { pursesById } from '../purses/postgres.ts';
import { allows, onceBy } from '../purses/purpose.ts';
import { keepUses, type PurseUse } from '../purses/uses.ts';
import { refused, refusedAs } from '../refused.ts';
import { dayOf } from '../scheme/limits.ts';
import { termsOf, type Wallet } from '../wallets/domain.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import { readCode } from './code.ts';
import { type Asked, onceForOrder, payeeBy, paymentsOf } from './payee.ts';
import type { Moved, NewPayment } from './routes.ts';

const action = 'pay';

/**
 * Pays out of a wallet of a holder's own. What is refused is written down with its code. Errors: those of `postPayment`.
 */
export async function payBy(ctx: YuanContext, holder: string, payment: NewPayment): Promise<Moved> {
  const refuse = (code: string, publicMessage: string): Promise<never> =>
    refusedAs(ctx, { action, wallet: payment.wallet }, { code, publicMessage });
  const wallet = (await walletsByNumber(ctx.db, [payment.wallet])).get(payment.wallet);
  if (wallet?.holder !== holder)
    return refuse('yuan.no_such_wallet', 'You hold no wallet with this number. Nothing has moved.');
  const code = readCode(payment.code);
  if (!code) return refuse('yuan.bad_code', 'This is no payment code of the scheme. Scan it again.');
  const asked = await payeeBy(ctx, code);
  if ('code' in asked)
    return refuse(asked.code, 'The code stands for nobody who can be paid. Ask for a new one.');
  await checkOrder(ctx, { payment, asked, refuse });
  const frozen = [wallet, asked.wallet].find(({ state }) => state !== 'open');
  if (frozen) {
    const isClosed = frozen.state === 'closed';
    return refuse(
      isClosed ? 'yuan.wallet_closed' : 'yuan.wallet_frozen',
      `${frozen === wallet ? 'Your' : 'The other'} wallet is ${frozen.state}. Nothing has moved.`,
    );
  }
  const { once: purposes, uses } = await usesOf(ctx, { payment, asked, wallet, refuse });
  await keepUses(ctx.db, uses);
  const { order } = asked;
  const outcome = await ctx.till.pay({
    id: payment.id,
    amountMinor: payment.amountMinor,
    payers: await payersOf(ctx, wallet),
    payee: termsNow(ctx, asked.wallet),
    purses: payment.purses,
    once: [...(order ? [onceForOrder(order.id)] : []), ...purposes],
  });
  if (outcome.kind === 'refused') return refused(ctx, { action, wallet: payment.wallet }, outcome.reason);
  return { id: payment.id, isRepeated: outcome.isRepeated, atMs: Number(outcome.atNs / 1_000_000n) };
}

type Paying = {
  readonly payment: NewPayment;
  readonly asked: Asked;
  readonly refuse: (code: string, publicMessage: string) => Promise<never>;
};

async function checkOrder(ctx: YuanContext, { payment, asked: { order }, refuse }: Paying): Promise<void> {
  if (!order) return;
  if (order.amountMinor !== payment.amountMinor)
    await refuse(
      'yuan.amount_differs',
      'The order is over another amount. Nothing has moved: scan its code again.',
    );
  if (order.expiresAtMs > ctx.clock.nowMs()) return;
  // A payment that was made in time and comes again late is still the same payment.
  if ((await paymentsOf(ctx, [order.id])).get(order.id) === payment.id) return;
  await refuse('yuan.order_expired', 'The code has expired. Nothing has moved: ask for a new one.');
}

/** Judges what is taken from money under a purpose; gives what thereby comes about once. */
async function usesOf(
  ctx: YuanContext,
  { payment, asked, wallet, refuse }: Paying & { readonly wallet: Wallet },
): Promise<{ readonly once: readonly string[]; readonly uses: readonly PurseUse[] }> {
  const { purses, amountMinor } = payment;
  if (purses.length === 0) return { once: [], uses: [] };
  const kept = await pursesById(
    ctx.db,
    purses.map(({ purse }) => purse),
  );
  const ownMinor = purses.reduce((rest, one) => rest - one.amountMinor, amountMinor);
  if (ownMinor < 0n || kept.size < purses.length)
    return refuse(
      'yuan.purse_not_found',
      'Each money under a purpose is named once, for a part of the amount.',
    );
  const nowMs = ctx.clock.nowMs();
  const once: string[] = [];
  const uses: PurseUse[] = [];
  for (const [at, { purse, amountMinor: takenMinor }] of purses.entries()) {
    const { owner, purpose, state, expiresAtMs } = kept.get(purse)!;
    if (purpose === null || (owner !== null && owner !== wallet.number))
      return refuse('yuan.purse_not_found', 'This wallet has no such money under a purpose.');
    if (state === 'closed' || (expiresAtMs !== null && expiresAtMs <= nowMs))
      return refuse(
        'yuan.purse_expired',
        'It could be spent until an earlier day. Nothing has moved: pay without it.',
      );
    if (!allows(purpose, { ...asked, ownMinor, takenMinor }))
      return refuse(
        'yuan.purpose_differs',
        'Its purpose does not allow this payment. Nothing has moved: pay without it.',
      );
    once.push(...onceBy(purpose, { purse, wallet: wallet.number, day: dayOf(nowMs) }));
    uses.push({
      payment: payment.id,
      part: ownMinor === 0n ? at : at + 1,
      purse: kept.get(purse)!,
      merchant: asked.merchant?.wallet ?? null,
    });
  }
  return { once, uses };
}

/** A wallet and those it belongs to, with what they may do now. */
export async function payersOf(
  ctx: Pick<YuanContext, 'db' | 'clock' | 'limits'>,
  wallet: Wallet,
): Promise<readonly [WalletTerms, ...WalletTerms[]]> {
  const line: [WalletTerms, ...WalletTerms[]] = [termsNow(ctx, wallet)];
  for (let parent = wallet.parent; parent !== null; ) {
    const found: Wallet | undefined = (await walletsByNumber(ctx.db, [parent])).get(parent);
    if (!found) throw new Error('A wallet belongs to one that is not there.');
    line.push(termsNow(ctx, found));
    parent = found.parent;
  }
  return line;
}

/** A wallet with what it may do now. */
export function termsNow(
  { limits: schedule, clock }: Pick<YuanContext, 'limits' | 'clock'>,
  wallet: Wallet,
): WalletTerms {
  return termsOf(wallet, { schedule, atMs: clock.nowMs() });
}
