import { decodeCursor, fail, pageLimits, pageOf } from '@finharbor/kernel';
import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import { z } from 'zod';
import type { YuanContext } from '../context.ts';
import { walletAccount } from '../money/ids.ts';
import { pursesFor } from '../purses/postgres.ts';
import { isFor } from '../purses/purpose.ts';
import { maskedNumber } from '../wallets/domain.ts';
import { holderIn } from '../wallets/http.ts';
import { walletsBy } from '../wallets/postgres.ts';
import { ownWallet } from '../wallets/wallets.ts';
import { readCode } from './code.ts';
import { type Known, knownIn } from './known.ts';
import { makeOrder, orderViews, ownOrder, stateOf } from './orders.ts';
import { payBy } from './pay.ts';
import { type Asked, payeeBy, paymentsOf } from './payee.ts';
import { endOrder, ordersOf } from './postgres.ts';
import { refundBy } from './refund.ts';
import * as routes from './routes.ts';

const keyset = z.tuple([z.string().regex(/^[0-9]{1,15}$/), z.uuid()]);

/** Payments, refunds, orders and their codes. */
export function paymentEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const known = knownIn(ctx.db);
  const knowing = { ...ctx, known };
  return [...moneyEndpoints(knowing), ...orderEndpoints(knowing), codeEndpoint(knowing)];
}

type Knowing = YuanContext & { readonly known: Known };

function moneyEndpoints(ctx: Knowing): readonly Endpoint[] {
  const { till, db } = ctx;
  return [
    endpoint(routes.postPayment, async ({ scope, body }) => ({
      status: 200,
      body: await payBy(ctx, holderIn(scope), body),
    })),
    endpoint(routes.getPayment, async ({ scope, params }) => {
      const [paid, own] = await Promise.all([till.payment(params.id), walletsBy(db, holderIn(scope))]);
      const accounts = new Set(own.map(({ number }) => walletAccount(number)));
      const isOut = paid !== undefined && accounts.has(paid.payer);
      const direction: routes.PaymentView['direction'] = isOut ? 'out' : 'in';
      if (!paid || !(isOut || accounts.has(paid.credit)))
        fail('yuan.no_such_movement', 'No payment of this number came from or went into a wallet of yours.');
      const { amountMinor, refundedMinor, atNs } = paid;
      return {
        status: 200,
        body: {
          id: params.id,
          direction,
          amountMinor,
          refundedMinor,
          atMs: Number(atNs / 1_000_000n),
        },
      };
    }),
    endpoint(routes.postRefund, async ({ scope, body, about }) => {
      about({ movement: body.id, payment: body.payment, reason: body.reason ?? 'other' });
      return { status: 200, body: await refundBy(ctx, holderIn(scope), body) };
    }),
  ];
}

function orderEndpoints(ctx: Knowing): readonly Endpoint[] {
  const { db } = ctx;
  return [
    endpoint(routes.postOrder, async ({ scope, body }) => ({
      status: 201,
      body: await makeOrder(ctx, await ownWallet(ctx, holderIn(scope), body.wallet), body),
    })),
    endpoint(routes.getOrder, async ({ scope, params }) => {
      const order = await ownOrder(ctx, holderIn(scope), params.id);
      return { status: 200, body: (await orderViews(ctx, [order]))[0]! };
    }),
    endpoint(routes.postOrderEnd, async ({ scope, params }) => {
      const { id } = await ownOrder(ctx, holderIn(scope), params.id);
      await endOrder(db, id, ctx.clock.nowMs());
      const ended = await ownOrder(ctx, holderIn(scope), id);
      return { status: 200, body: (await orderViews(ctx, [ended]))[0]! };
    }),
    endpoint(routes.listOrders, async ({ scope, params, query }) => {
      const { cursor, limit = pageLimits.usual, ...asked } = query;
      const wallet = await ownWallet(ctx, holderIn(scope), params.number);
      const before = cursor === undefined ? undefined : decodeCursor(cursor, keyset);
      const rows = await ordersOf(db, wallet.number, { ...asked, before, limit: limit + 1 });
      const page = pageOf(rows, limit, ({ madeAtMs, id }) => [String(madeAtMs), id]);
      return { status: 200, body: { ...page, items: await orderViews(ctx, page.items) } };
    }),
  ];
}

function codeEndpoint(ctx: Knowing): Endpoint {
  return endpoint(routes.getCode, async ({ scope, params, query }) => {
    const wallet = await ownWallet(ctx, holderIn(scope), params.number);
    const code = readCode(query.text);
    if (!code) fail('yuan.bad_code', 'This is no payment code of the scheme. Scan it again.');
    const asked = await payeeBy(ctx.known, code);
    if ('code' in asked) fail(asked.code, 'The code stands for nobody who can be paid. Ask for a new one.');
    const { order, merchant } = asked;
    const payment = order && (await paymentsOf(ctx, [order.id])).get(order.id);
    return {
      status: 200,
      body: {
        kind: code.kind,
        name: merchant?.name ?? null,
        number: maskedNumber(asked.wallet.number),
        category: merchant?.category ?? null,
        amountMinor: order?.amountMinor ?? null,
        state: order ? stateOf(order, payment, ctx.clock.nowMs()) : 'open',
        expiresAtMs: order?.expiresAtMs ?? null,
        purses: await usable(ctx, wallet.number, asked),
      },
    };
  });
}

/** Money under a purpose that a wallet could use to pay somebody. */
async function usable(
  { db, clock, till }: YuanContext,
  wallet: string,
  asked: Asked,
): Promise<readonly routes.UsablePurse[]> {
  const meant = (await pursesFor(db, wallet, clock.nowMs())).filter(({ purpose }) => isFor(purpose!, asked));
  const left = await till.purses(meant.map(({ id }) => id));
  return meant.flatMap(({ id, title, purpose, expiresAtMs }) => {
    const leftMinor = left.get(id) ?? 0n;
    const { ownMinor = null, mostMinor = null } = purpose!;
    return leftMinor === 0n ? [] : [{ id, title, leftMinor, ownMinor, mostMinor, expiresAtMs }];
  });
}
