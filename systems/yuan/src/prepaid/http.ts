import { fail } from '@finharbor/kernel';
import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { YuanContext } from '../context.ts';
import { holderIn } from '../wallets/http.ts';
import { walletsBy } from '../wallets/postgres.ts';
import { ownWallet } from '../wallets/wallets.ts';
import { askSlice, confirmByCode, decideAsk } from './asks.ts';
import { buyCard } from './buy.ts';
import * as cards from './card-routes.ts';
import { dayMs } from './domain.ts';
import { offerPlan } from './plans.ts';
import { asksSince, cardsOf, plansOf, withdrawPlan } from './postgres.ts';
import { ownCard, refundCard, setStanding } from './refund.ts';
import * as shop from './shop-routes.ts';
import { askView, cardViews, planViews, soldViews } from './show.ts';
import type { CardView } from './views.ts';
import { monitorOf, stopSales } from './watch.ts';
import * as watch from './watch-routes.ts';

/** Prepaid cards: their consumers', their merchants' and the bureau's part. */
export function prepaidEndpoints(ctx: YuanContext): readonly Endpoint[] {
  return [
    ...cardEndpoints(ctx),
    ...useEndpoints(ctx),
    ...planEndpoints(ctx),
    ...tillEndpoints(ctx),
    ...watchEndpoints(ctx),
  ];
}

function cardEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { db } = ctx;
  const seen = async (holder: string, id: string): Promise<CardView> =>
    (await cardViews(db, [await ownCard(ctx, holder, id)]))[0]!;
  return [
    endpoint(cards.listCardOffers, async () => ({
      status: 200,
      body: { items: await planViews(db, await plansOf(db, 'offered')) },
    })),
    endpoint(cards.listCards, async ({ scope }) => {
      const wallets = (await walletsBy(db, holderIn(scope))).map(({ number }) => number);
      return { status: 200, body: { items: await cardViews(db, await cardsOf(db, { wallets })) } };
    }),
    endpoint(cards.postCard, async ({ scope, body }) => ({
      status: 200,
      body: (await cardViews(db, [await buyCard(ctx, holderIn(scope), body)]))[0]!,
    })),
    endpoint(cards.getCard, async ({ scope, params }) => ({
      status: 200,
      body: await seen(holderIn(scope), params.id),
    })),
    endpoint(cards.postCardRefund, async ({ scope, params }) => {
      await refundCard(ctx, holderIn(scope), params.id);
      return { status: 200, body: await seen(holderIn(scope), params.id) };
    }),
    endpoint(cards.putCardStanding, async ({ scope, params, body }) => {
      await setStanding(ctx, await ownCard(ctx, holderIn(scope), params.id), body.weekly || null);
      return { status: 200, body: await seen(holderIn(scope), params.id) };
    }),
  ];
}

/** What a consumer does about the uses of a card. */
function useEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { db } = ctx;
  const walletsOf = async (holder: string): Promise<ReadonlySet<string>> =>
    new Set((await walletsBy(db, holder)).map(({ number }) => number));
  return [
    endpoint(cards.postCardCode, async ({ scope, params: { id: card }, body: { id } }) => {
      const own = await walletsOf(holderIn(scope));
      const ask = await askSlice(ctx, { id, card, by: 'consumer', isOwn: ({ wallet }) => own.has(wallet) });
      return { status: 200, body: askView(ask) };
    }),
    endpoint(cards.postAskDecision, async ({ scope, params: { id }, body }) => {
      const own = await walletsOf(holderIn(scope));
      // Who shows a code asks itself: it can take that back, and the merchant confirms.
      const ask = await decideAsk(
        ctx,
        {
          id,
          isOwn: ({ wallet }, { by }) =>
            own.has(wallet) && (by === 'merchant' || body.decision === 'decline'),
        },
        body,
      );
      return { status: 200, body: askView(ask) };
    }),
  ];
}

function planEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { db } = ctx;
  return [
    endpoint(shop.postCardPlan, async ({ scope, body, about }) => {
      about({ yuan_card_plan: body.id });
      const wallet = await ownWallet(ctx, holderIn(scope), body.wallet);
      return { status: 200, body: (await planViews(db, [await offerPlan(ctx, wallet, body)]))[0]! };
    }),
    endpoint(shop.deleteCardPlan, async ({ scope, params: { number, id }, about }) => {
      about({ yuan_card_plan: id });
      const wallet = await ownWallet(ctx, holderIn(scope), number);
      if (!(await withdrawPlan(db, wallet.number, id)))
        fail('yuan.plan_not_found', 'This shop has offered no plan of this number.');
      return { status: 204 };
    }),
    endpoint(shop.listCardPlans, async ({ scope, params }) => {
      const { number: merchant } = await ownWallet(ctx, holderIn(scope), params.number);
      return { status: 200, body: { items: await planViews(db, await plansOf(db, { merchant })) } };
    }),
  ];
}

/** What a merchant does about the cards it has sold. */
function tillEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { db, clock } = ctx;
  return [
    endpoint(shop.listSoldCards, async ({ scope, params, query: { begins: number } }) => {
      const { number: merchant } = await ownWallet(ctx, holderIn(scope), params.number);
      return { status: 200, body: { items: await soldViews(db, await cardsOf(db, { merchant, number })) } };
    }),
    endpoint(shop.listSliceAsks, async ({ scope, params }) => {
      const { number } = await ownWallet(ctx, holderIn(scope), params.number);
      const asks = await asksSince(db, number, clock.nowMs() - dayMs);
      return { status: 200, body: { items: asks.map((ask) => ({ ...askView(ask), code: null })) } };
    }),
    endpoint(shop.postSliceAsk, async ({ scope, body: { id, card, wallet } }) => {
      const { number } = await ownWallet(ctx, holderIn(scope), wallet);
      const isOwn = ({ merchant }: { readonly merchant: string }): boolean => merchant === number;
      const ask = await askSlice(ctx, { id, card, by: 'merchant', isOwn });
      return { status: 200, body: askView(ask) };
    }),
    endpoint(shop.postSliceCode, async ({ scope, body: { wallet, code } }) => {
      const { number } = await ownWallet(ctx, holderIn(scope), wallet);
      return { status: 200, body: { ...askView(await confirmByCode(ctx, number, code)), code: null } };
    }),
  ];
}

function watchEndpoints(ctx: YuanContext): readonly Endpoint[] {
  return [
    endpoint(watch.getPrepaid, async () => ({ status: 200, body: await monitorOf(ctx) })),
    endpoint(watch.postPrepaidStop, async ({ params: { number }, body, about }) => {
      about({ yuan_wallet: number, kind: body.kind });
      return { status: 200, body: await stopSales(ctx, number, body) };
    }),
  ];
}
