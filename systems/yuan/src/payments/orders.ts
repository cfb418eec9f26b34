import { fail } from '@finharbor/kernel';
import type { YuanContext } from '../context.ts';
import type { Wallet } from '../wallets/domain.ts';
import { merchants } from '../wallets/postgres.ts';
import { codeText } from './code.ts';
import type { Known } from './known.ts';
import { paymentsOf } from './payee.ts';
import { keepOrder, type Order, orderById } from './postgres.ts';
import type { NewOrder, OrderView } from './routes.ts';

/** Makes an order of a merchant's. Errors: `yuan.not_a_merchant`, `yuan.order_differs`. */
export async function makeOrder(ctx: YuanContext, wallet: Wallet, asked: NewOrder): Promise<OrderView> {
  const { db, clock } = ctx;
  const { id, amountMinor, reference, validS } = asked;
  if (!(await merchants(db, [wallet.number])).has(wallet.number))
    fail('yuan.not_a_merchant', 'The wallet takes no payments as a merchant yet: name its shop first.');
  const madeAtMs = clock.nowMs();
  const facts = { merchant: wallet.number, amountMinor, reference };
  await keepOrder(db, { id, ...facts, madeAtMs, expiresAtMs: madeAtMs + validS * 1000 });
  const kept = await orderById(db, id);
  if (kept?.merchant !== wallet.number || kept.amountMinor !== amountMinor || kept.reference !== reference)
    fail('yuan.order_differs', 'An order of this number is there with other facts: use a new number.');
  return (await orderViews(ctx, [kept]))[0]!;
}

/** An order of one of a holder's own tills. Errors: `yuan.order_not_found`, also for another's. */
export async function ownOrder(
  { known }: { readonly known: Known },
  holder: string,
  id: string,
): Promise<Order> {
  const order = await known.order(id);
  const till = order && (await known.wallet(order.merchant));
  return till?.wallet.holder === holder
    ? order!
    : fail('yuan.order_not_found', 'Your tills have no order of this number.');
}

/** Orders as their merchant sees them. */
export async function orderViews(
  ctx: Pick<YuanContext, 'past' | 'clock'>,
  orders: readonly Order[],
): Promise<readonly OrderView[]> {
  const payments = await paymentsOf(
    ctx,
    orders.map(({ id }) => id),
  );
  return orders.map(({ merchant, endedAtMs, ...order }) => ({
    ...order,
    wallet: merchant,
    code: codeText({ kind: 'order', order: order.id }),
    state: stateOf({ endedAtMs, ...order }, payments.get(order.id), ctx.clock.nowMs()),
    payment: payments.get(order.id) ?? null,
  }));
}

/** How an order stands. */
export function stateOf(
  { expiresAtMs, endedAtMs }: Pick<Order, 'expiresAtMs' | 'endedAtMs'>,
  payment: string | undefined,
  nowMs: number,
): OrderView['state'] {
  if (payment !== undefined) return 'paid';
  if (endedAtMs !== null) return 'ended';
  return expiresAtMs > nowMs ? 'open' : 'expired';
}
