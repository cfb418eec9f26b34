import { defineRoute, instantSchema, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { type OwnGrants, shared } from '../roles.ts';
import { fen, line, movementId, walletNumber } from '../schemas.ts';
import { type ChainView, chainSchema } from './views.ts';

/** Who buys and supplies: firms by their owner. */
const traders: OwnGrants = [
  { role: 'owner', over: 'party' },
  { role: 'bureau', over: 'party' },
];
type ById = { readonly id: string };
const byId = z.strictObject({ id: movementId });
type ByLeg = { readonly id: string; readonly leg: string };
const byLeg = z.strictObject({ id: movementId, leg: movementId });

/** `GET /chain-orders`: orders one takes part in, the latest first. */
export const listChainOrders: Route<{ replies: { 200: { readonly items: readonly ChainView[] } } }> =
  defineRoute({
    ...shared,
    method: 'GET',
    path: '/chain-orders',
    summary: { en: 'Orders I take part in', zh: '我参与的供应链订单' },
    responses: { 200: z.strictObject({ items: z.array(chainSchema).readonly() }) },
    errors: [],
    access: traders,
    audit: { none: 'own' },
  });

/** What an order is begun with. */
export type NewChainOrder = {
  readonly id: string;
  readonly wallet: string;
  readonly title: string;
  readonly dueAtMs: number;
};

/** `POST /chain-orders`: begin an order as its buyer. The same again changes nothing. */
export const postChainOrder: Route<{ body: NewChainOrder; replies: { 201: ChainView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/chain-orders',
  summary: { en: 'Begin an order', zh: '新建供应链订单' },
  body: z.strictObject({ id: movementId, wallet: walletNumber, title: line, dueAtMs: instantSchema }),
  responses: { 201: chainSchema },
  errors: ['yuan.no_such_wallet', 'chain.not_a_firm', 'chain.differs'],
  access: traders,
  audit: 'chain_order.begin',
});

/** `GET /chain-orders/:id`: an order, with one's own legs. */
export const getChainOrder: Route<{ params: ById; replies: { 200: ChainView } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/chain-orders/:id',
  summary: { en: 'An order I take part in', zh: '查看供应链订单' },
  params: byId,
  responses: { 200: chainSchema },
  errors: ['chain.not_found'],
  access: traders,
  audit: { none: 'own' },
});

/** What is to be passed on to a supplier. */
export type NewLeg = {
  readonly id: string;
  /** The leg paid to oneself out of which it comes; null for the buyer's own. */
  readonly above: string | null;
  /** The supplier's wallet. */
  readonly payee: string;
  readonly amountMinor: bigint;
  readonly goods: string;
};

/** `POST /chain-orders/:id/legs`: propose what one passes on to a supplier of one's own. The same again changes nothing. */
export const postChainLeg: Route<{ params: ById; body: NewLeg; replies: { 201: ChainView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/chain-orders/:id/legs',
  summary: { en: 'Propose a leg', zh: '提出向供应商支付的款项' },
  params: byId,
  body: z.strictObject({
    id: movementId,
    above: movementId.nullable(),
    payee: walletNumber,
    amountMinor: fen,
    goods: line,
  }),
  responses: { 201: chainSchema },
  errors: [
    'chain.not_found',
    'chain.leg_not_found',
    'chain.differs',
    'chain.state',
    'chain.not_a_firm',
    'chain.too_deep',
    'chain.too_many_legs',
    'chain.too_much',
    'chain.loop',
    'yuan.no_such_wallet',
  ],
  access: traders,
  audit: 'chain_leg.propose',
});

/** `POST /chain-orders/:id/legs/:leg/answer`: agree to what is paid to oneself, once one's own suppliers have agreed; or decline it. */
export const postChainAnswer: Route<{
  params: ByLeg;
  body: { readonly isAgreed: boolean };
  replies: { 200: ChainView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/chain-orders/:id/legs/:leg/answer',
  summary: { en: 'Agree to a leg or decline it', zh: '确认或拒绝款项' },
  params: byLeg,
  body: z.strictObject({ isAgreed: z.boolean() }),
  responses: { 200: chainSchema },
  errors: ['chain.not_found', 'chain.leg_not_found', 'chain.state', 'chain.not_agreed', 'chain.too_much'],
  access: traders,
  audit: 'chain_leg.answer',
});

/** `POST /chain-orders/:id/payment`: pay all tiers at once. The same number again is the same payment. */
export const postChainPayment: Route<{
  params: ById;
  body: { readonly id: string };
  replies: { 200: ChainView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/chain-orders/:id/payment',
  summary: { en: 'Pay an order through all tiers', zh: '一次支付贯通全部层级' },
  params: byId,
  body: z.strictObject({ id: movementId }),
  responses: { 200: chainSchema },
  errors: [
    'chain.not_found',
    'chain.state',
    'chain.not_agreed',
    'yuan.insufficient_funds',
    'yuan.single_limit',
    'yuan.day_limit',
    'yuan.year_limit',
    'yuan.wallet_full',
    'yuan.wallet_frozen',
    'yuan.done_before',
    'yuan.other_movement',
    'yuan.refused_before',
  ],
  access: traders,
  audit: 'chain_order.pay',
});

/** `POST /chain-orders/:id/cancellation`: the buyer gives an order up before it is paid. */
export const postChainCancellation: Route<{ params: ById; replies: { 200: ChainView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/chain-orders/:id/cancellation',
  summary: { en: 'Give an order up', zh: '取消供应链订单' },
  params: byId,
  responses: { 200: chainSchema },
  errors: ['chain.not_found', 'chain.state'],
  access: traders,
  audit: 'chain_order.cancel',
});
