import { fail } from '@finharbor/kernel';
import type { YuanContext } from '../context.ts';
import type { Outcome } from '../money/outcome.ts';
import type { Leg } from '../money/pay-through.ts';
import { payersOf, termsNow } from '../payments/pay.ts';
import { refused, refusedAs } from '../refused.ts';
import type { Wallet } from '../wallets/domain.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import { type ChainOrder, inOrder, onceForChain, unready } from './domain.ts';
import type { Part } from './orders.ts';
import { changeChainOrder, legsOf, lockedChainOrder, payingOrders } from './postgres.ts';

const action = 'pay_through';

/** Pays an order through all tiers. Errors: those of `postChainPayment`. */
export async function payChain(
  ctx: YuanContext,
  { order: { id, buyer }, own }: Part,
  payment: string,
): Promise<void> {
  if (!own.has(buyer)) fail('chain.not_found', 'You have begun no order of this id.');
  const order = await settledLegs(ctx, id, payment);
  if (order.state === 'paid') return;
  const wallets = await walletsOf(ctx, order);
  if ([...wallets.values()].some(({ state }) => state !== 'open')) {
    await reopen(ctx, order);
    await refusedAs(
      ctx,
      { action, wallet: buyer },
      {
        code: 'yuan.wallet_frozen',
        publicMessage: 'A wallet of the chain is frozen or closed. Nothing has moved.',
      },
    );
  }
  const outcome = await carryThrough(ctx, order);
  if (outcome.kind === 'refused') await refused(ctx, { action, wallet: buyer }, outcome.reason);
}

/** From here on the legs are what they are, so that whoever finishes the payment asks the ledger for the same. */
async function settledLegs({ db }: YuanContext, id: string, payment: string): Promise<ChainOrder> {
  return db.transaction().execute(async (trx) => {
    // Nobody adds a leg between the look at them and the payment.
    const order = (await lockedChainOrder(trx, id))!;
    if (order.payment === payment && (order.state === 'paying' || order.state === 'paid')) return order;
    if (order.state !== 'open') fail('chain.state', 'The order is paid, is being paid, or was given up.');
    const why = unready(await legsOf(trx, [id]));
    if (why === 'no_legs')
      fail('chain.not_agreed', 'The order has no suppliers yet: propose what each is paid.');
    if (why) fail('chain.not_agreed', 'Not all of your suppliers have agreed yet.');
    await changeChainOrder(trx, { id, from: 'open' }, { state: 'paying', payment });
    return { ...order, state: 'paying', payment };
  });
}

async function walletsOf(
  { db }: YuanContext,
  { id, buyer }: ChainOrder,
): Promise<ReadonlyMap<string, Wallet>> {
  const legs = inOrder(await legsOf(db, [id]));
  return walletsByNumber(db, [buyer, ...legs.map(({ payee }) => payee)]);
}

async function carryThrough(ctx: YuanContext, order: ChainOrder): Promise<Outcome> {
  const [wallets, legs] = [await walletsOf(ctx, order), inOrder(await legsOf(ctx.db, [order.id]))];
  const terms = (number: string) => termsNow(ctx, wallets.get(number)!);
  const [first, ...rest] = legs.map(
    ({ payer, payee, amountMinor }): Leg => ({ from: terms(payer), to: terms(payee), amountMinor }),
  );
  const outcome = await ctx.till.payThrough({
    id: order.payment!,
    payers: await payersOf(ctx, wallets.get(order.buyer)!),
    legs: [first!, ...rest],
    once: [onceForChain(order.id)],
  });
  if (outcome.kind === 'refused') await reopen(ctx, order);
  else
    await changeChainOrder(
      ctx.db,
      { id: order.id, from: 'paying' },
      { state: 'paid', paidAtMs: Number(outcome.atNs / 1_000_000n) },
    );
  return outcome;
}

/** The payment came to nothing and its number is used up. */
async function reopen({ db }: YuanContext, { id, payment }: ChainOrder): Promise<void> {
  await changeChainOrder(db, { id, from: 'paying', of: payment! }, { state: 'open' });
}

/** Finishes payments that were asked for and whose process did not live to see what became of them. */
export async function finishPaying(ctx: YuanContext): Promise<void> {
  for (const order of await payingOrders(ctx.db)) await carryThrough(ctx, order);
}
