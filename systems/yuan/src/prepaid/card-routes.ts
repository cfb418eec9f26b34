import { defineRoute, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { holders, shared } from '../roles.ts';
import { movementId, walletNumber } from '../schemas.ts';
import type { Decision } from './asks.ts';
import type { Purchase } from './buy.ts';
import { type AskView, askSchema, type CardView, cardSchema, type PlanView, planSchema } from './views.ts';
import { disputeReasons } from './words.ts';

type ById = { readonly id: string };
const byId = z.strictObject({ id: z.uuid() });

/** `GET /card-offers`: prepaid cards that merchants offer now. */
export const listCardOffers: Route<{ replies: { 200: { readonly items: readonly PlanView[] } } }> =
  defineRoute({
    ...shared,
    method: 'GET',
    path: '/card-offers',
    summary: { en: 'Prepaid cards on offer', zh: '在售预付卡' },
    responses: { 200: z.strictObject({ items: z.array(planSchema).readonly() }) },
    errors: [],
    access: holders,
    audit: { none: 'public' },
  });

/** `GET /cards`: one's own prepaid cards, the latest first. */
export const listCards: Route<{ replies: { 200: { readonly items: readonly CardView[] } } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/cards',
  summary: { en: 'My prepaid cards', zh: '我的预付卡' },
  responses: { 200: z.strictObject({ items: z.array(cardSchema).readonly() }) },
  errors: [],
  access: holders,
  audit: { none: 'own' },
});

/** `POST /cards`: buy a prepaid card. The same number again, however late, is the same card. */
export const postCard: Route<{ body: Purchase; replies: { 200: CardView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/cards',
  summary: { en: 'Buy a prepaid card', zh: '购买预付卡' },
  body: z.strictObject({ id: movementId, plan: z.uuid(), wallet: walletNumber }),
  responses: { 200: cardSchema },
  errors: [
    'yuan.no_such_wallet',
    'yuan.other_movement',
    'yuan.plan_not_found',
    'yuan.sales_stopped',
    'yuan.wallet_frozen',
    'yuan.wallet_closed',
    'yuan.card_over',
    'yuan.insufficient_funds',
    'yuan.single_limit',
    'yuan.day_limit',
    'yuan.year_limit',
    'yuan.refused_before',
  ],
  access: holders,
  audit: { none: 'own' },
});

/** `GET /cards/:id`: one of one's own prepaid cards. */
export const getCard: Route<{ params: ById; replies: { 200: CardView } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/cards/:id',
  summary: { en: 'One of my prepaid cards', zh: '查看预付卡' },
  params: byId,
  responses: { 200: cardSchema },
  errors: ['yuan.card_not_found'],
  access: holders,
  audit: { none: 'own' },
});

/** `POST /cards/:id/refund`: give a card back: everything that was not released is in the wallet again at once. */
export const postCardRefund: Route<{ params: ById; replies: { 200: CardView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/cards/:id/refund',
  summary: { en: 'Give a prepaid card back', zh: '预付卡退余款' },
  params: byId,
  responses: { 200: cardSchema },
  errors: ['yuan.card_not_found'],
  access: holders,
  audit: { none: 'own' },
});

/** `PUT /cards/:id/standing`: have so many asks of seven days confirm by themselves, or none. */
export const putCardStanding: Route<{
  params: ById;
  body: { readonly weekly: number };
  replies: { 200: CardView };
}> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/cards/:id/standing',
  summary: { en: 'Confirm uses of a card by itself', zh: '设置预付卡自动确认' },
  params: byId,
  body: z.strictObject({ weekly: z.int().min(0).max(7) }),
  responses: { 200: cardSchema },
  errors: ['yuan.card_not_found', 'yuan.card_over'],
  access: holders,
  audit: { none: 'own' },
});

/** `POST /cards/:id/codes`: show a code, by which the merchant releases the next slice. */
export const postCardCode: Route<{ params: ById; body: ById; replies: { 200: AskView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/cards/:id/codes',
  summary: { en: 'Show a code for the next use of a card', zh: '出示核销码' },
  params: byId,
  body: z.strictObject({ id: movementId }),
  responses: { 200: askSchema },
  errors: ['yuan.card_not_found', 'yuan.other_movement', 'yuan.card_over', 'yuan.ask_waits'],
  access: holders,
  audit: { none: 'own' },
});

/** `POST /slice-asks/:id/decision`: confirm, decline or dispute what a merchant asks for; or take a code back by declining it. */
export const postAskDecision: Route<{ params: ById; body: Decision; replies: { 200: AskView } }> =
  defineRoute({
    ...shared,
    method: 'POST',
    path: '/slice-asks/:id/decision',
    summary: { en: 'Answer an ask for a use of a card', zh: '答复核销请求' },
    params: byId,
    body: z.strictObject({
      decision: z.enum(['confirm', 'decline', 'dispute']),
      reason: z.enum(disputeReasons).nullable(),
    }),
    responses: { 200: askSchema },
    errors: ['yuan.ask_not_found', 'yuan.ask_lapsed', 'yuan.ask_decided'],
    access: holders,
    audit: { none: 'own' },
  });
