import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { YuanContext } from '../context.ts';
import { walletAccount } from '../money/ids.ts';
import { maskedNumber } from '../wallets/domain.ts';
import { holderIn } from '../wallets/http.ts';
import { facesOf, walletsBy } from '../wallets/postgres.ts';
import { marginOf, unready } from './domain.ts';
import { answerLeg, beginChain, cancelChain, type Part, partIn, proposeLeg } from './orders.ts';
import { payChain } from './pay.ts';
import { chainOrdersOf, legsOf } from './postgres.ts';
import * as routes from './routes.ts';
import type { ChainView, Side } from './views.ts';

/** Orders that one payment settles through all tiers of a supply chain. */
export function chainEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const viewOf = async (holder: string, id: string) =>
    (await chainViews(ctx, [await partIn(ctx, holder, id)]))[0]!;
  return [
    endpoint(routes.listChainOrders, async ({ scope }) => ({
      status: 200,
      body: { items: await ownOrders(ctx, holderIn(scope)) },
    })),
    endpoint(routes.postChainOrder, async ({ scope, body, about }) => {
      about({ chain_order: body.id });
      const { id } = await beginChain(ctx, holderIn(scope), body);
      return { status: 201, body: await viewOf(holderIn(scope), id) };
    }),
    endpoint(routes.getChainOrder, async ({ scope, params }) => ({
      status: 200,
      body: await viewOf(holderIn(scope), params.id),
    })),
    endpoint(routes.postChainLeg, async ({ scope, params, body, about }) => {
      about({ chain_leg: body.id });
      await proposeLeg(ctx, await partIn(ctx, holderIn(scope), params.id), body);
      return { status: 201, body: await viewOf(holderIn(scope), params.id) };
    }),
    endpoint(routes.postChainAnswer, async ({ scope, params, body }) => {
      await answerLeg(ctx, await partIn(ctx, holderIn(scope), params.id), { leg: params.leg, ...body });
      return { status: 200, body: await viewOf(holderIn(scope), params.id) };
    }),
    endpoint(routes.postChainPayment, async ({ scope, params, body, about }) => {
      about({ movement: body.id });
      await payChain(ctx, await partIn(ctx, holderIn(scope), params.id), body.id);
      return { status: 200, body: await viewOf(holderIn(scope), params.id) };
    }),
    endpoint(routes.postChainCancellation, async ({ scope, params }) => {
      await cancelChain(ctx, await partIn(ctx, holderIn(scope), params.id));
      return { status: 200, body: await viewOf(holderIn(scope), params.id) };
    }),
  ];
}

async function ownOrders(ctx: YuanContext, holder: string): Promise<readonly ChainView[]> {
  const own = new Set((await walletsBy(ctx.db, holder)).map(({ number }) => number));
  const orders = await chainOrdersOf(ctx.db, [...own]);
  const legs = await legsOf(
    ctx.db,
    orders.map(({ id }) => id),
  );
  return chainViews(
    ctx,
    orders.map((order) => ({ order, legs: legs.filter((leg) => leg.order === order.id), own })),
  );
}

async function chainViews({ db }: YuanContext, parts: readonly Part[]): Promise<readonly ChainView[]> {
  const numbers = parts.flatMap(({ legs }) => legs.flatMap(({ payer, payee }) => [payer, payee]));
  const faces = await facesOf(db, [...new Set(numbers)].map(walletAccount));
  const sideOf = (number: string, own: ReadonlySet<string>): Side => {
    const isOwn = own.has(number);
    const name = faces.get(walletAccount(number))?.name ?? null;
    return { number: isOwn ? number : maskedNumber(number), name, isOwn };
  };
  return parts.map((part) => viewIn(part, sideOf));
}

function viewIn(
  { order: { buyer, ...order }, legs, own }: Part,
  sideOf: (number: string, own: ReadonlySet<string>) => Side,
): ChainView {
  const mine = legs.filter(({ payer, payee }) => own.has(payer) || own.has(payee));
  const seen = new Set(mine.map(({ id }) => id));
  const live = mine.filter(({ state }) => state !== 'declined');
  const sum = (side: 'payer' | 'payee'): bigint =>
    live.filter((leg) => own.has(leg[side])).reduce((all, { amountMinor }) => all + amountMinor, 0n);
  return {
    ...order,
    isBuyer: own.has(buyer),
    legs: mine.map((leg) => ({
      id: leg.id,
      tier: leg.tier,
      amountMinor: leg.amountMinor,
      goods: leg.goods,
      state: leg.state,
      above: leg.above !== null && seen.has(leg.above) ? leg.above : null,
      payer: sideOf(leg.payer, own),
      payee: sideOf(leg.payee, own),
      marginMinor: own.has(leg.payee) ? marginOf(leg, legs) : null,
    })),
    payMinor: sum('payer'),
    getMinor: sum('payee'),
    isReady: unready(own.has(buyer) ? legs : live.filter(({ payer }) => own.has(payer))) === undefined,
  };
}
