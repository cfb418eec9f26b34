import type { YuanContext } from '../context.ts';
import { derivedId } from '../money/ids.ts';
import { payersOf } from '../payments/pay.ts';
import { openPurses } from '../purses/purses.ts';
import { refused, refusedAs } from '../refused.ts';
import type { Wallet } from '../wallets/domain.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import { type Card, dayMs, type Plan, priceOf } from './domain.ts';
import { cardNumberOf } from './number.ts';
import { areSalesStopped, cardById, keepCard, markBought, plansById } from './postgres.ts';
import { tellOfSale } from './tell.ts';

/** What somebody buys, and from which wallet; the same number again is the same card. */
export type Purchase = { readonly id: string; readonly plan: string; readonly wallet: string };

/**
 * Buys a card: the money goes under its purpose and stays the consumer's, the wallet's limits are used up once, here. Errors: those of
 * `postCard`.
 */
export async function buyCard(ctx: YuanContext, holder: string, purchase: Purchase): Promise<Card> {
  const asked = { action: 'buy_card', wallet: purchase.wallet };
  const refuse = (code: string, publicMessage: string): Promise<never> =>
    refusedAs(ctx, asked, { code, publicMessage });
  const wallet = (await walletsByNumber(ctx.db, [purchase.wallet])).get(purchase.wallet);
  if (wallet?.holder !== holder)
    return refuse('yuan.no_such_wallet', 'You hold no wallet with this number. Nothing has moved.');
  const begun = await cardById(ctx.db, purchase.id);
  if (begun && (begun.plan !== purchase.plan || begun.wallet !== purchase.wallet))
    return refuse('yuan.other_movement', 'Another card was bought under this number: use a new one.');
  if (begun && (await isPaid(ctx, begun))) return begun;
  const plan = await offered(ctx, purchase, refuse);
  await checkOpen(ctx, [wallet.number, plan.merchant], refuse);
  const card = begun ?? newCard(purchase, plan, ctx.clock.nowMs());
  if (card.validUntilMs <= ctx.clock.nowMs())
    return refuse('yuan.card_over', 'This purchase was begun long ago and is over: use a new number.');
  await keepCard(ctx.db, card);
  await pay(ctx, { card, plan, wallet });
  await finish(ctx, card);
  return (await cardById(ctx.db, card.id))!;
}

/** Marks a card as bought whose money is there, and tells the merchant; at whatever point an earlier try stopped. */
export async function finish(
  ctx: Pick<YuanContext, 'db' | 'clock' | 'tell' | 'note'>,
  card: Card,
): Promise<void> {
  if (await markBought(ctx.db, card.id)) await tellOfSale(ctx, card);
}

/** True where a card was paid for, in whatever way an earlier try ended. */
async function isPaid(ctx: YuanContext, card: Card): Promise<boolean> {
  if (card.state !== 'buying') return true;
  const left = (await ctx.till.purses([card.purse])).get(card.purse) ?? 0n;
  if (left > 0n) await finish(ctx, card);
  return left > 0n;
}

type Refuse = (code: string, publicMessage: string) => Promise<never>;

async function offered({ db }: YuanContext, { plan: id }: Purchase, refuse: Refuse): Promise<Plan> {
  const plan = (await plansById(db, [id])).get(id);
  if (plan?.state !== 'offered')
    return refuse('yuan.plan_not_found', 'This card is not on offer. Nothing has moved.');
  if (await areSalesStopped(db, plan.merchant))
    return refuse('yuan.sales_stopped', 'The bureau has stopped this merchant’s sales. Nothing has moved.');
  return plan;
}

async function checkOpen({ db }: YuanContext, numbers: readonly string[], refuse: Refuse): Promise<void> {
  const found = await walletsByNumber(db, numbers);
  for (const number of numbers) {
    const state = found.get(number)?.state;
    if (state === 'open') continue;
    const side = number === numbers[0] ? 'Your' : 'The merchant’s';
    await refuse(
      state === 'frozen' ? 'yuan.wallet_frozen' : 'yuan.wallet_closed',
      `${side} wallet is ${state}. Nothing has moved.`,
    );
  }
}

function newCard({ id, plan: planId, wallet }: Purchase, plan: Plan, nowMs: number): Card {
  return {
    id,
    number: cardNumberOf(id),
    plan: planId,
    merchant: plan.merchant,
    wallet,
    purse: derivedId('card purse', id),
    priceMinor: priceOf(plan),
    state: 'buying',
    ending: null,
    weekly: null,
    boughtAtMs: nowMs,
    validUntilMs: nowMs + plan.validDays * dayMs,
    endedAtMs: null,
    returnedMinor: null,
  };
}

async function pay(
  ctx: YuanContext,
  { card, plan, wallet }: { readonly card: Card; readonly plan: Plan; readonly wallet: Wallet },
): Promise<void> {
  await openPurses(ctx, [
    {
      id: card.purse,
      area: 'prepaid',
      subject: card.id,
      owner: card.wallet,
      title: plan.name,
      // A card pays for what its merchant has both sides confirm, and for nothing else.
      purpose: null,
      returnsTo: { wallet: card.wallet },
      expiresAtMs: card.validUntilMs,
    },
  ]);
  const outcome = await ctx.till.pay({
    id: card.id,
    payers: await payersOf(ctx, wallet),
    payee: { purse: card.purse },
    amountMinor: card.priceMinor,
  });
  if (outcome.kind === 'refused')
    await refused(ctx, { action: 'buy_card', wallet: wallet.number }, outcome.reason);
}
