import type { YuanContext } from '../context.ts';
import { movementOf, onceOf } from '../money/ids.ts';
import type { Merchant, Wallet } from '../wallets/domain.ts';
import type { PaymentCode } from './code.ts';
import type { Known } from './known.ts';
import type { Order } from './postgres.ts';

/** Whom a code has somebody pay. */
export type Asked = {
  readonly wallet: Wallet;
  readonly merchant: Merchant | undefined;
  readonly order: Order | undefined;
};

/** Why a code stands for nobody who can be paid. */
export type NoPayee = 'yuan.no_such_wallet' | 'yuan.not_a_merchant' | 'yuan.order_not_found';

/** Reads what a code stands for. */
export async function payeeBy(known: Known, code: PaymentCode): Promise<Asked | { readonly code: NoPayee }> {
  const order = code.kind === 'order' ? await known.order(code.order) : undefined;
  if (code.kind === 'order' && !order) return { code: 'yuan.order_not_found' };
  const found = await known.wallet(code.kind === 'order' ? order!.merchant : code.wallet);
  if (!found) return { code: 'yuan.no_such_wallet' };
  if (code.kind === 'merchant' && !found.merchant) return { code: 'yuan.not_a_merchant' };
  return { ...found, order };
}

/** What comes about once where an order is paid. */
export function onceForOrder(order: string): string {
  return `order ${order}`;
}

/** The payments of orders, by order; those that are not paid are left out. */
export async function paymentsOf(
  { past }: Pick<YuanContext, 'past'>,
  orders: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (orders.length === 0) return new Map();
  const made = await past.made(orders.map((order) => onceOf(onceForOrder(order))));
  const byId = new Map(made.map(({ id, userData128 }) => [id, movementOf(userData128)]));
  return new Map(
    orders.flatMap((order) => {
      const payment = byId.get(onceOf(onceForOrder(order)));
      return payment === undefined ? [] : [[order, payment]];
    }),
  );
}
