import {
  type Bilingual,
  defineRoute,
  instantSchema,
  type Page,
  type PageRequest,
  pageQuery,
  pageSchema,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { cashiers, holders, keepers, shared } from '../roles.ts';
import { fen, fenOrZero, line, movementId, walletNumber } from '../schemas.ts';
import { type Category, categories } from '../wallets/domain.ts';

const refusals = [
  'yuan.insufficient_funds',
  'yuan.day_limit',
  'yuan.year_limit',
  'yuan.single_limit',
  'yuan.wallet_full',
  'yuan.purse_spent',
  'yuan.done_before',
  'yuan.same_wallet',
  'yuan.wallet_closed',
  'yuan.wallet_frozen',
  'yuan.no_such_wallet',
  'yuan.no_such_movement',
  'yuan.other_movement',
  'yuan.refused_before',
];

/** What was asked to move, and when it moved. */
export type Moved = {
  readonly id: string;
  /** True where it had moved before: nothing has moved twice. */
  readonly isRepeated: boolean;
  readonly atMs: number;
};
const moved: z.ZodType<Moved> = z.strictObject({
  id: z.string(),
  isRepeated: z.boolean(),
  atMs: instantSchema,
});

/** What somebody pays. */
export type NewPayment = {
  readonly id: string;
  /** The wallet that pays. */
  readonly wallet: string;
  /** What the payment code of the other side says. */
  readonly code: string;
  readonly amountMinor: bigint;
  /** What of the amount comes from money under a purpose. */
  readonly purses: readonly { readonly purse: string; readonly amountMinor: bigint }[];
};

/** `POST /payments`: pay by a merchant's code, an order's or a person's. The same number again, however late, is the same payment. */
export const postPayment: Route<{ body: NewPayment; replies: { 200: Moved } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/payments',
  summary: { en: 'Pay', zh: '付款' },
  body: z.strictObject({
    id: movementId,
    wallet: walletNumber,
    code: z.string().max(80),
    amountMinor: fen,
    purses: z
      .array(z.strictObject({ purse: z.uuid(), amountMinor: fen }))
      .max(8)
      .readonly(),
  }),
  responses: { 200: moved },
  errors: [
    ...refusals,
    'yuan.bad_code',
    'yuan.not_a_merchant',
    'yuan.order_not_found',
    'yuan.order_ended',
    'yuan.order_expired',
    'yuan.amount_differs',
    'yuan.purse_not_found',
    'yuan.purpose_differs',
    'yuan.purse_expired',
  ],
  access: holders,
  // The ledger is the record of what moved, and the scheme's own of what was refused.
  audit: { none: 'own' },
});

/** A payment, as one of its two sides sees it. */
export type PaymentView = {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly amountMinor: bigint;
  readonly refundedMinor: bigint;
  readonly atMs: number;
};

/** `GET /payments/:id`: a payment from or into a wallet of one's own. */
export const getPayment: Route<{
  params: { readonly id: string };
  replies: { 200: PaymentView };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/payments/:id',
  summary: { en: 'One payment', zh: '查看付款' },
  params: z.strictObject({ id: z.uuid() }),
  responses: {
    200: z.strictObject({
      id: z.string(),
      direction: z.enum(['in', 'out']),
      amountMinor: fenOrZero,
      refundedMinor: fenOrZero,
      atMs: instantSchema,
    }),
  },
  errors: ['yuan.no_such_movement'],
  access: keepers,
  audit: { none: 'own' },
});

/** Why money goes back, for the audit trail. */
export const refundReasons = ['returned', 'not_delivered', 'wrong_amount', 'paid_twice', 'other'] as const;
/** One of them. */
export type RefundReason = (typeof refundReasons)[number];

/** Money of a payment that goes back. */
export type NewRefund = {
  readonly id: string;
  /** The merchant's wallet. */
  readonly wallet: string;
  readonly payment: string;
  readonly amountMinor: bigint;
  readonly reason?: RefundReason | undefined;
};

/** `POST /refunds`: give money of a payment back, all or a part of it, in all never more than was paid. */
export const postRefund: Route<{ body: NewRefund; replies: { 200: Moved } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/refunds',
  summary: { en: 'Refund a payment', zh: '退款' },
  body: z.strictObject({
    id: movementId,
    wallet: walletNumber,
    payment: z.uuid(),
    amountMinor: fen,
    reason: z.enum(refundReasons).optional(),
  }),
  responses: { 200: moved },
  errors: [...refusals, 'yuan.over_refunded'],
  access: [...cashiers, { role: 'resident', over: 'party' }, { role: 'bureau', over: 'party' }],
  audit: 'yuan_payment.refund',
});

/** What a merchant asks to be paid. */
export type NewOrder = {
  readonly id: string;
  readonly wallet: string;
  readonly amountMinor: bigint;
  /** The merchant's own number or word for it. */
  readonly reference: string;
  /** How long its code can be paid, in seconds. */
  readonly validS: number;
};

/** How an order stands: `ended` by its shop before its time was over. */
const orderStates = ['open', 'paid', 'ended', 'expired'] as const;

/** An order, as its merchant sees it. */
export type OrderView = Omit<NewOrder, 'validS'> & {
  /** The text of its QR code. */
  readonly code: string;
  readonly state: (typeof orderStates)[number];
  /** The payment; of who paid it the merchant learns nothing. */
  readonly payment: string | null;
  readonly madeAtMs: number;
  readonly expiresAtMs: number;
};
const orderSchema: z.ZodType<OrderView> = z.strictObject({
  id: z.string(),
  wallet: walletNumber,
  amountMinor: fen,
  reference: z.string(),
  code: z.string(),
  state: z.enum(orderStates),
  payment: z.string().nullable(),
  madeAtMs: instantSchema,
  expiresAtMs: instantSchema,
});

/** `POST /orders`: a code for one payment of one amount. The same again changes nothing. */
export const postOrder: Route<{ body: NewOrder; replies: { 201: OrderView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/orders',
  summary: { en: 'Ask to be paid', zh: '创建收款订单' },
  body: z.strictObject({
    id: movementId,
    wallet: walletNumber,
    amountMinor: fen,
    reference: line,
    validS: z.int().min(10).max(86_400),
  }),
  responses: { 201: orderSchema },
  errors: ['yuan.no_such_wallet', 'yuan.not_a_merchant', 'yuan.order_differs'],
  access: cashiers,
  audit: { none: 'own' },
});

/** `GET /orders/:id`: an order of one's own till. */
export const getOrder: Route<{
  params: { readonly id: string };
  replies: { 200: OrderView };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/orders/:id',
  summary: { en: 'One order', zh: '查看收款订单' },
  params: z.strictObject({ id: z.uuid() }),
  responses: { 200: orderSchema },
  errors: ['yuan.order_not_found'],
  access: cashiers,
  audit: { none: 'own' },
});

/** `POST /orders/:id/end`: its code is not to be paid any more. Where it has been paid meanwhile, it is paid: the answer says which. */
export const postOrderEnd: Route<{
  params: { readonly id: string };
  replies: { 200: OrderView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/orders/:id/end',
  summary: { en: 'End an order', zh: '关闭收款订单' },
  params: z.strictObject({ id: z.uuid() }),
  responses: { 200: orderSchema },
  errors: ['yuan.order_not_found'],
  access: cashiers,
  audit: { none: 'own' },
});

/** Which orders are asked for: by words in their reference, made in a time. */
export type OrdersAsked = PageRequest & {
  readonly q?: string | undefined;
  readonly from?: number | undefined;
  readonly until?: number | undefined;
};

/** `GET /wallets/:number/orders`: orders of a till, the latest first. */
export const listOrders: Route<{
  params: { readonly number: string };
  query: OrdersAsked;
  replies: { 200: Page<OrderView> };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/wallets/:number/orders',
  summary: { en: 'Orders of a till', zh: '收款订单列表' },
  params: z.strictObject({ number: walletNumber }),
  query: z.strictObject({
    ...pageQuery,
    q: textSchema(80, 1).optional(),
    from: instantSchema.optional(),
    until: instantSchema.optional(),
  }),
  responses: { 200: pageSchema(orderSchema) },
  errors: ['yuan.no_such_wallet', 'page.bad_cursor'],
  access: cashiers,
  audit: { none: 'own' },
});

/** Money under a purpose that a wallet could use for a payment. */
export type UsablePurse = {
  readonly id: string;
  readonly title: Bilingual;
  readonly leftMinor: bigint;
  /** What the wallet itself pays where this purse is used; null for any part. */
  readonly ownMinor: bigint | null;
  /** The most it gives to one payment; null for all that is left. */
  readonly mostMinor: bigint | null;
  readonly expiresAtMs: number | null;
};

/** What a payment code stands for. */
export type CodeView = {
  readonly kind: 'merchant' | 'order' | 'wallet';
  /** A merchant's name; of a person the masked number alone. */
  readonly name: Bilingual | null;
  readonly number: string;
  readonly category: Category | null;
  /** Of an order. */
  readonly amountMinor: bigint | null;
  readonly state: OrderView['state'];
  readonly expiresAtMs: number | null;
  /** What the wallet that is to pay could use here. */
  readonly purses: readonly UsablePurse[];
};

/** `GET /wallets/:number/codes`: whom a code would have this wallet pay, how much, and with which money under a purpose. */
export const getCode: Route<{
  params: { readonly number: string };
  query: { readonly text: string };
  replies: { 200: CodeView };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/wallets/:number/codes',
  summary: { en: 'Read a payment code', zh: '识别收款码' },
  params: z.strictObject({ number: walletNumber }),
  query: z.strictObject({ text: z.string().max(80) }),
  responses: {
    200: z.strictObject({
      kind: z.enum(['merchant', 'order', 'wallet']),
      name: z.strictObject({ en: z.string(), zh: z.string() }).nullable(),
      number: z.string(),
      category: z.enum(categories).nullable(),
      amountMinor: fen.nullable(),
      state: z.enum(orderStates),
      expiresAtMs: instantSchema.nullable(),
      purses: z
        .array(
          z.strictObject({
            id: z.string(),
            title: z.strictObject({ en: z.string(), zh: z.string() }),
            leftMinor: fenOrZero,
            ownMinor: fenOrZero.nullable(),
            mostMinor: fenOrZero.nullable(),
            expiresAtMs: instantSchema.nullable(),
          }),
        )
        .readonly(),
    }),
  },
  errors: ['yuan.no_such_wallet', 'yuan.bad_code', 'yuan.not_a_merchant', 'yuan.order_not_found'],
  access: holders,
  audit: { none: 'own' },
});
