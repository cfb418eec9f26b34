import { defineRoute, emptyBody, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { cashiers, shared } from '../roles.ts';
import { movementId, nameSchema, walletNumber } from '../schemas.ts';
import type { NewPlan } from './plans.ts';
import {
  type AskView,
  askSchema,
  type PlanView,
  planSchema,
  rulesSchema,
  type SoldCard,
  slicesSchema,
  soldCardSchema,
} from './views.ts';

type ByNumber = { readonly number: string };
const byNumber = z.strictObject({ number: walletNumber });

/** `POST /card-plans`: offer a prepaid card. The same again changes nothing. */
export const postCardPlan: Route<{ body: NewPlan; replies: { 200: PlanView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/card-plans',
  summary: { en: 'Offer a prepaid card', zh: '发布预付卡' },
  body: z.strictObject({
    id: movementId,
    wallet: walletNumber,
    name: nameSchema,
    slices: slicesSchema,
    validDays: z.int().min(1).max(1095),
    coolingDays: z.int().min(0).max(30),
    rules: rulesSchema,
  }),
  responses: { 200: planSchema },
  errors: ['yuan.no_such_wallet', 'yuan.not_a_merchant', 'yuan.sales_stopped', 'yuan.plan_differs'],
  access: [{ role: 'owner', over: 'party' }],
  audit: 'yuan_card_plan.offer',
});

/** `DELETE /wallets/:number/card-plans/:id`: take a plan off sale; cards that were bought stay. */
export const deleteCardPlan: Route<{
  params: ByNumber & { readonly id: string };
  replies: { 204: undefined };
}> = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/wallets/:number/card-plans/:id',
  summary: { en: 'Take a prepaid card off sale', zh: '下架预付卡' },
  params: z.strictObject({ number: walletNumber, id: z.uuid() }),
  responses: { 204: emptyBody() },
  errors: ['yuan.no_such_wallet', 'yuan.plan_not_found'],
  access: [{ role: 'owner', over: 'party' }],
  audit: 'yuan_card_plan.withdraw',
});

/** `GET /wallets/:number/card-plans`: what a merchant has offered. */
export const listCardPlans: Route<{
  params: ByNumber;
  replies: { 200: { readonly items: readonly PlanView[] } };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/wallets/:number/card-plans',
  summary: { en: 'Prepaid cards that a merchant offers', zh: '商户预付卡' },
  params: byNumber,
  responses: { 200: z.strictObject({ items: z.array(planSchema).readonly() }) },
  errors: ['yuan.no_such_wallet'],
  access: cashiers,
  audit: { none: 'own' },
});

/** `GET /wallets/:number/sold-cards`: cards a merchant has sold, the latest first, or those whose number begins so. Whose they are it never learns. */
export const listSoldCards: Route<{
  params: ByNumber;
  query: { readonly begins?: string | undefined };
  replies: { 200: { readonly items: readonly SoldCard[] } };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/wallets/:number/sold-cards',
  summary: { en: 'Prepaid cards that a merchant has sold', zh: '已售预付卡' },
  params: byNumber,
  query: z.strictObject({
    begins: z
      .string()
      .regex(/^[0-9]{1,10}$/)
      .optional(),
  }),
  responses: { 200: z.strictObject({ items: z.array(soldCardSchema).readonly() }) },
  errors: ['yuan.no_such_wallet'],
  access: cashiers,
  audit: { none: 'own' },
});

/** `GET /wallets/:number/slice-asks`: asks of the last 24 hours at a merchant's, the latest first. */
export const listSliceAsks: Route<{
  params: ByNumber;
  replies: { 200: { readonly items: readonly AskView[] } };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/wallets/:number/slice-asks',
  summary: { en: 'Asks for uses of cards', zh: '近24小时核销请求' },
  params: byNumber,
  responses: { 200: z.strictObject({ items: z.array(askSchema).readonly() }) },
  errors: ['yuan.no_such_wallet'],
  access: cashiers,
  audit: { none: 'own' },
});

/** What a merchant asks for. */
export type NewSliceAsk = { readonly id: string; readonly wallet: string; readonly card: string };

/** `POST /slice-asks`: ask for the next slice of a card. The same again changes nothing. */
export const postSliceAsk: Route<{ body: NewSliceAsk; replies: { 200: AskView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/slice-asks',
  summary: { en: 'Ask for a use of a card', zh: '请求核销' },
  body: z.strictObject({ id: movementId, wallet: walletNumber, card: z.uuid() }),
  responses: { 200: askSchema },
  errors: [
    'yuan.no_such_wallet',
    'yuan.card_not_found',
    'yuan.other_movement',
    'yuan.card_over',
    'yuan.ask_waits',
  ],
  access: cashiers,
  audit: { none: 'own' },
});

/** `POST /slice-codes`: type in the code that a consumer shows: the slice is released. */
export const postSliceCode: Route<{
  body: { readonly wallet: string; readonly code: string };
  replies: { 200: AskView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/slice-codes',
  summary: { en: 'Release a use of a card by its code', zh: '输入核销码' },
  body: z.strictObject({ wallet: walletNumber, code: z.string().regex(/^[0-9]{8}$/, 'A code has 8 digits') }),
  responses: { 200: askSchema },
  errors: [
    'yuan.no_such_wallet',
    'yuan.code_not_found',
    'yuan.ask_not_found',
    'yuan.ask_lapsed',
    'yuan.ask_decided',
  ],
  access: cashiers,
  audit: { none: 'own' },
});
