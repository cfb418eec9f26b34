import type { YuanContext } from '../context.ts';
import { merchants } from '../wallets/postgres.ts';
import { type Ask, type Card, dayMs, type Plan, priceOf, releasedOf } from './domain.ts';
import { asksOf, plansById } from './postgres.ts';
import type { AskView, CardView, PlanView, SoldCard } from './views.ts';

type Db = YuanContext['db'];

/** Plans as everybody sees them. */
export async function planViews(db: Db, plans: readonly Plan[]): Promise<readonly PlanView[]> {
  const sellers = await merchants(db, [...new Set(plans.map(({ merchant }) => merchant))]);
  return plans.map((plan) => ({
    ...plan,
    merchant: sellers.get(plan.merchant)!,
    priceMinor: priceOf(plan),
  }));
}

/** Cards as their consumer sees them. */
export async function cardViews(db: Db, cards: readonly Card[]): Promise<readonly CardView[]> {
  const asks = await asksOf(
    db,
    cards.map(({ id }) => id),
  );
  const plans = await plansById(db, [...new Set(cards.map(({ plan }) => plan))]);
  const views = new Map((await planViews(db, [...plans.values()])).map((plan) => [plan.id, plan]));
  return cards.map(({ plan: id, merchant: _merchant, purse: _purse, ...card }) => {
    const plan = views.get(id)!;
    const own = asks.get(card.id) ?? [];
    return {
      ...card,
      plan,
      leftMinor: card.state === 'ended' ? 0n : card.priceMinor - releasedOf(own),
      coolingUntilMs: card.boughtAtMs + plan.coolingDays * dayMs,
      asks: own.map((ask) => askView(ask)),
    };
  });
}

/** Cards as their merchant sees them. */
export async function soldViews(db: Db, cards: readonly Card[]): Promise<readonly SoldCard[]> {
  return (await cardViews(db, cards)).map(({ wallet: _wallet, weekly: _weekly, asks, ...card }) => ({
    ...card,
    asks: asks.map((ask) => ({ ...ask, code: null })),
  }));
}

/** An ask as both sides see it. */
export function askView({ merchant: _merchant, ...ask }: Ask): AskView {
  return ask;
}
