import { fail } from '@finharbor/kernel';
import type { YuanContext } from '../context.ts';
import { mostLegs } from '../money/pay-through.ts';
import type { Wallet } from '../wallets/domain.ts';
import { walletsBy, walletsByNumber } from '../wallets/postgres.ts';
import { ownWallet } from '../wallets/wallets.ts';
import { type ChainLeg, type ChainOrder, inOrder, marginOf, mostTiers, withBelow } from './domain.ts';
import {
  chainOrderById,
  changeChainOrder,
  changeLegs,
  keepChainOrder,
  keepLeg,
  legsOf,
  lockedChainOrder,
} from './postgres.ts';
import type { NewChainOrder, NewLeg } from './routes.ts';

/** Begins an order. Errors: `yuan.no_such_wallet`, `chain.not_a_firm`, `chain.differs`. */
export async function beginChain(
  ctx: YuanContext,
  holder: string,
  asked: NewChainOrder,
): Promise<ChainOrder> {
  const wallet = await ownWallet(ctx, holder, asked.wallet);
  if (wallet.kind !== 'corporate') fail('chain.not_a_firm', 'A firm’s wallet pays such an order.');
  const { id, title, dueAtMs } = asked;
  await keepChainOrder(ctx.db, { id, title, dueAtMs, buyer: wallet.number, madeAtMs: ctx.clock.nowMs() });
  const kept = (await chainOrderById(ctx.db, id))!;
  if (kept.buyer !== wallet.number || kept.title !== title || kept.dueAtMs !== dueAtMs)
    fail('chain.differs', 'An order of this id is there with other facts.');
  return kept;
}

/** What somebody has to do with an order. Errors: `chain.not_found`, also where it is nothing: that it exists is nobody's to know. */
export type Part = {
  readonly order: ChainOrder;
  readonly legs: readonly ChainLeg[];
  /** The caller's wallets. */
  readonly own: ReadonlySet<string>;
};

/** Reads an order as somebody who takes part in it. Errors: `chain.not_found`. */
export async function partIn(ctx: Pick<YuanContext, 'db'>, holder: string, id: string): Promise<Part> {
  const { db } = ctx;
  const [order, legs, wallets] = await Promise.all([
    chainOrderById(db, id),
    legsOf(db, [id]),
    walletsBy(db, holder),
  ]);
  const own = new Set(wallets.map(({ number }) => number));
  const takesPart =
    order && (own.has(order.buyer) || legs.some(({ payer, payee }) => own.has(payer) || own.has(payee)));
  return takesPart ? { order, legs, own } : fail('chain.not_found', 'You take part in no order of this id.');
}

/** Proposes a leg out of what is paid to oneself, or as the buyer. Errors: those of `postChainLeg`. */
export async function proposeLeg(
  ctx: Pick<YuanContext, 'db' | 'clock'>,
  part: Part,
  asked: NewLeg,
): Promise<void> {
  const wallets = await walletsByNumber(ctx.db, [asked.payee]);
  await ctx.db.transaction().execute(async (db) => {
    // Of two proposals out of one leg, the second sees what the first has left.
    const order = (await lockedChainOrder(db, part.order.id))!;
    const legs = await legsOf(db, [order.id]);
    const kept = legs.find(({ id }) => id === asked.id);
    if (kept) return sameLeg(kept, asked);
    if (order.state !== 'open')
      fail('chain.state', 'The order is being paid or over: nothing is added to it.');
    const above = aboveOf({ ...part, order, legs }, asked);
    checkLeg({ order, legs, above, payee: wallets.get(asked.payee) }, asked);
    await keepLeg(db, {
      id: asked.id,
      order: order.id,
      above: above?.id ?? null,
      tier: (above?.tier ?? 0) + 1,
      payer: above?.payee ?? order.buyer,
      payee: asked.payee,
      amountMinor: asked.amountMinor,
      goods: asked.goods,
      state: 'proposed',
      madeAtMs: ctx.clock.nowMs(),
    });
  });
}

function sameLeg(kept: ChainLeg, asked: NewLeg): void {
  const { above, payee, amountMinor, goods } = asked;
  const isSame =
    kept.above === above && kept.payee === payee && kept.amountMinor === amountMinor && kept.goods === goods;
  if (!isSame) fail('chain.differs', 'A leg of this id is there with other facts.');
}

function aboveOf({ order, legs, own }: Part, { above: id }: NewLeg): ChainLeg | undefined {
  if (id === null) {
    if (own.has(order.buyer)) return undefined;
    return fail('chain.leg_not_found', 'Only the buyer pays out of nothing that is paid to it.');
  }
  const above = legs.find((leg) => leg.id === id && own.has(leg.payee));
  if (!above) return fail('chain.leg_not_found', 'No leg of this id is paid to you.');
  if (above.state !== 'proposed')
    fail('chain.state', 'You have answered what is paid to you: nothing is added to it any more.');
  return above;
}

type Adding = {
  readonly order: ChainOrder;
  readonly legs: readonly ChainLeg[];
  readonly above: ChainLeg | undefined;
  readonly payee: Wallet | undefined;
};

function checkLeg({ order, legs, above, payee }: Adding, { amountMinor }: NewLeg): void {
  if (payee === undefined) fail('yuan.no_such_wallet', 'There is no wallet of this number.');
  if (payee.kind !== 'corporate') fail('chain.not_a_firm', 'A supplier is paid into the wallet of a firm.');
  if (payee.number === (above?.payee ?? order.buyer)) fail('chain.loop', 'A wallet does not pay itself.');
  if ((above?.tier ?? 0) >= mostTiers) fail('chain.too_deep', `A chain has ${mostTiers} tiers at most.`);
  if (inOrder(legs).length >= mostLegs) fail('chain.too_many_legs', `An order has ${mostLegs} legs at most.`);
  if (above && marginOf(above, legs) < amountMinor)
    fail('chain.too_much', 'You would pass on more than is paid to you. Propose less.');
}

/**
 * Answers what is paid to oneself. Whoever agrees has all its own suppliers' agreement, so that the buyer who sees its legs agreed sees
 * the whole chain agreed and none of its prices. Either side may give up what is only proposed. Errors: those of `postChainAnswer`.
 */
export async function answerLeg(
  ctx: Pick<YuanContext, 'db'>,
  { order: { id: orderId }, own }: Part,
  { leg: id, isAgreed }: { readonly leg: string; readonly isAgreed: boolean },
): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    // A proposal out of this leg and the answer to it come one after the other.
    const order = (await lockedChainOrder(db, orderId))!;
    const legs = await legsOf(db, [orderId]);
    const leg = legs.find(
      (one) => one.id === id && (own.has(one.payee) || (own.has(one.payer) && !isAgreed)),
    );
    if (!leg) return fail('chain.leg_not_found', 'No leg of this id is yours to answer.');
    if (leg.state === (isAgreed ? 'agreed' : 'declined')) return;
    if (order.state !== 'open' || leg.state !== 'proposed')
      fail('chain.state', 'This was answered before, or the order is being paid or over.');
    if (!isAgreed) return changeLegs(db, withBelow(id, legs), 'declined');
    if (inOrder(legs).some(({ above, state }) => above === id && state !== 'agreed'))
      fail('chain.not_agreed', 'Your own suppliers have not all agreed yet.');
    if (marginOf(leg, legs) < 0n) fail('chain.too_much', 'You would pass on more than is paid to you.');
    await changeLegs(db, [id], 'agreed');
  });
}

/** Gives an order up. Errors: `chain.not_found` for who is not its buyer, `chain.state`. */
export async function cancelChain({ db }: Pick<YuanContext, 'db'>, { order, own }: Part): Promise<void> {
  if (!own.has(order.buyer)) fail('chain.not_found', 'You have begun no order of this id.');
  await changeChainOrder(db, { id: order.id, from: 'open' }, { state: 'cancelled' });
  if ((await chainOrderById(db, order.id))!.state !== 'cancelled')
    fail('chain.state', 'The order is paid, or is being paid.');
}
