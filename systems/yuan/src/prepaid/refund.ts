import { fail } from '@finharbor/kernel';
import type { YuanContext } from '../context.ts';
import { walletsBy } from '../wallets/postgres.ts';
import { type Card, dayMs } from './domain.ts';
import { endCard } from './end.ts';
import { asksOf, cardById, plansById, setCard } from './postgres.ts';

/** A card of a holder's own. Errors: `yuan.card_not_found`, also for another's. */
export async function ownCard({ db }: Pick<YuanContext, 'db'>, holder: string, id: string): Promise<Card> {
  const card = await cardById(db, id);
  const own = await walletsBy(db, holder);
  if (!card || card.state === 'buying' || !own.some(({ number }) => number === card.wallet))
    return fail('yuan.card_not_found', 'You have no card of this number.');
  return card;
}

/** Gives a card back: what was not released is in the wallet again. One that is over already stays as it is. */
export async function refundCard(ctx: YuanContext, holder: string, id: string): Promise<void> {
  const card = await ownCard(ctx, holder, id);
  const { coolingDays } = (await plansById(ctx.db, [card.plan])).get(card.plan)!;
  const asks = (await asksOf(ctx.db, [id])).get(id) ?? [];
  const isUsed = asks.some(({ state }) => state === 'released' || state === 'confirmed');
  const isCooling = ctx.clock.nowMs() < card.boughtAtMs + coolingDays * dayMs;
  await endCard(ctx, id, isCooling && !isUsed ? 'withdrawn' : 'refunded');
}

/** Has so many asks of seven days confirm by themselves, or none. Errors: `yuan.card_over`. */
export async function setStanding(
  { db }: Pick<YuanContext, 'db'>,
  card: Card,
  weekly: number | null,
): Promise<void> {
  if (card.state !== 'open') fail('yuan.card_over', 'The card is over.');
  await setCard(db, card.id, { weekly });
}
