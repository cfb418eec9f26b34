import type { YuanContext } from '../context.ts';
import { derivedId } from '../money/ids.ts';
import { termsNow } from '../payments/pay.ts';
import { pursesById } from '../purses/postgres.ts';
import { endPurse } from '../purses/purses.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import { type Ask, type Card, onceForSlice, releasedOf } from './domain.ts';
import { asksOf, lockCard, plansById, setCard, turnAsk } from './postgres.ts';
import { tellOfReturn } from './tell.ts';
import type { Ending } from './words.ts';

/** Releases a slice that both sides have confirmed, once, at whatever point an earlier try stopped. The last one ends the card. */
export async function releaseSlice(ctx: YuanContext, card: Card, ask: Ask): Promise<void> {
  await releaseOnly(ctx, card, ask);
  const plan = (await plansById(ctx.db, [card.plan])).get(card.plan)!;
  const asks = (await asksOf(ctx.db, [card.id])).get(card.id) ?? [];
  const released = asks.filter(({ state }) => state === 'released').length;
  if (released === plan.slices.length) await endCard(ctx, card.id, 'used');
}

async function releaseOnly(ctx: YuanContext, card: Card, ask: Ask): Promise<void> {
  const { db, till, clock } = ctx;
  const merchant = (await walletsByNumber(db, [card.merchant])).get(card.merchant);
  if (!merchant) throw new Error('A card’s merchant is not there.');
  const outcome = await till.release([
    {
      id: derivedId('slice', card.id, `${ask.slice}`),
      purse: card.purse,
      amountMinor: ask.amountMinor,
      to: termsNow(ctx, merchant),
      once: [onceForSlice(card.id, ask.slice)],
    },
  ]);
  const isGone =
    outcome.kind === 'refused' && (outcome.reason === 'purse_spent' || outcome.reason === 'refused_before');
  if (outcome.kind === 'refused' && !isGone)
    throw new Error(`A confirmed slice is not released: ${outcome.reason}.`);
  // Its time ran out and what was left had gone back when both had confirmed.
  const to = isGone ? 'lapsed' : 'released';
  await turnAsk(db, ask.id, { from: 'confirmed', to, atMs: clock.nowMs() });
}

/**
 * Ends a card: what both sides have confirmed is still released, everything else goes back to the wallet at once, also where that lifts it
 * above its limit. What has begun for one reason stays so, and goes on at whatever point it stopped.
 */
export async function endCard(ctx: YuanContext, id: string, how: Ending): Promise<void> {
  const card = await beginEnd(ctx, id, how);
  if (!card || card.state === 'ended') return;
  const { db, clock } = ctx;
  const confirmed = ((await asksOf(db, [id])).get(id) ?? []).filter(({ state }) => state === 'confirmed');
  for (const ask of confirmed) await releaseOnly(ctx, card, ask);
  const purse = (await pursesById(db, [card.purse])).get(card.purse);
  if (!purse) throw new Error('A card’s purse is not there.');
  await endPurse(ctx, purse);
  const releasedMinor = releasedOf((await asksOf(db, [id])).get(id) ?? []);
  const returnedMinor = card.priceMinor - releasedMinor;
  await setCard(db, id, { state: 'ended', endedAtMs: clock.nowMs(), returnedMinor });
  const isOwnWish = card.ending === 'refunded' || card.ending === 'withdrawn';
  if (returnedMinor > 0n && !isOwnWish) await tellOfReturn(ctx, card);
}

/** From here on nobody asks for or confirms a slice of it. */
function beginEnd({ db, clock }: YuanContext, id: string, how: Ending): Promise<Card | undefined> {
  return db.transaction().execute(async (tx) => {
    const card = await lockCard(tx, id);
    if (card?.state !== 'open') return card;
    await setCard(tx, id, { state: 'ending', ending: how });
    for (const { id: ask, state } of (await asksOf(tx, [id])).get(id) ?? [])
      if (state === 'asked') await turnAsk(tx, ask, { from: 'asked', to: 'lapsed', atMs: clock.nowMs() });
    return { ...card, state: 'ending', ending: how };
  });
}
