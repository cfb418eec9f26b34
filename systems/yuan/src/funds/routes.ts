import {
  type Bilingual,
  defineRoute,
  instantSchema,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { city, shared, watchers } from '../roles.ts';
import { fen, movementId, nameSchema, walletNumber } from '../schemas.ts';
import { type Category, categories } from '../wallets/domain.ts';
import { type Fund, fundUses, withoutWallets } from './domain.ts';
import {
  type FundView,
  fundSchema,
  type GrantView,
  grantSchema,
  type Spending,
  spendingSchema,
} from './views.ts';

type ById = { readonly id: string };
const byId = z.strictObject({ id: movementId });

/** `GET /funds`: programmes of special funds, the latest first. */
export const listFunds: Route<{ replies: { 200: { readonly items: readonly FundView[] } } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/funds',
  summary: { en: 'Programmes of special funds', zh: '专项资金项目' },
  responses: { 200: z.strictObject({ items: z.array(fundSchema).readonly() }) },
  errors: [],
  access: watchers,
  audit: { none: 'party' },
});

/** What a programme is made with. */
export type NewFund = {
  readonly id: string;
  readonly wallet: string;
  readonly title: Bilingual;
  readonly basis: string;
  readonly use: Fund['use'];
  readonly categories: readonly Category[];
  readonly merchants: readonly string[];
  readonly withoutWallet: Fund['withoutWallet'];
  readonly claimUntilMs: number;
  readonly spendUntilMs: number;
};

/** `POST /funds`: make a programme. The same again changes nothing. */
export const postFund: Route<{ body: NewFund; replies: { 201: FundView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/funds',
  summary: { en: 'Make a programme of special funds', zh: '设立专项资金项目' },
  body: z.strictObject({
    id: movementId,
    wallet: walletNumber,
    title: nameSchema,
    basis: z.string().trim().pipe(textSchema(300, 1)),
    use: z.enum(fundUses),
    categories: z.array(z.enum(categories)).max(categories.length).readonly(),
    merchants: z.array(walletNumber).max(1000).readonly(),
    withoutWallet: z.enum(withoutWallets),
    claimUntilMs: instantSchema,
    spendUntilMs: instantSchema,
  }),
  responses: { 201: fundSchema },
  errors: ['yuan.no_such_wallet', 'fund.differs', 'fund.bad_days', 'fund.bad_purpose'],
  access: city,
  audit: 'fund.make',
});

/** `GET /funds/:id`: one programme. */
export const getFund: Route<{ params: ById; replies: { 200: FundView } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/funds/:id',
  summary: { en: 'A programme of special funds', zh: '查看专项资金项目' },
  params: byId,
  responses: { 200: fundSchema },
  errors: ['fund.not_found'],
  access: watchers,
  audit: { none: 'party' },
});

/** `POST /funds/:id/money`: put money into a programme from its wallet. The same number again is the same movement. */
export const postFundMoney: Route<{
  params: ById;
  body: { readonly id: string; readonly amountMinor: bigint };
  replies: { 200: FundView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/funds/:id/money',
  summary: { en: 'Put money into a programme', zh: '向项目拨入资金' },
  params: byId,
  body: z.strictObject({ id: movementId, amountMinor: fen }),
  responses: { 200: fundSchema },
  errors: [
    'fund.not_found',
    'fund.closed',
    'yuan.insufficient_funds',
    'yuan.single_limit',
    'yuan.day_limit',
    'yuan.year_limit',
    'yuan.other_movement',
    'yuan.refused_before',
  ],
  access: city,
  audit: 'fund.money',
  stepUp: true,
});

/** `POST /funds/:id/end`: end a programme; what is left goes back to its wallet. */
export const postFundEnd: Route<{ params: ById; replies: { 200: FundView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/funds/:id/end',
  summary: { en: 'End a programme', zh: '结束项目' },
  params: byId,
  responses: { 200: fundSchema },
  errors: ['fund.not_found', 'fund.still_out'],
  access: city,
  audit: 'fund.end',
  stepUp: true,
});

/** `GET /funds/:id/spending`: what firms have spent of it, by what merchants sell. */
export const getFundSpending: Route<{ params: ById; replies: { 200: Spending } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/funds/:id/spending',
  summary: { en: 'Where a programme was spent', zh: '项目资金使用去向' },
  params: byId,
  responses: { 200: spendingSchema },
  errors: ['fund.not_found'],
  access: watchers,
  audit: { none: 'party' },
});

/** `GET /grants`: money of special funds for one's own firm. */
export const listGrants: Route<{ replies: { 200: { readonly items: readonly GrantView[] } } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/grants',
  summary: { en: 'Special funds for my firm', zh: '本企业的专项资金' },
  responses: { 200: z.strictObject({ items: z.array(grantSchema).readonly() }) },
  errors: [],
  access: [{ role: 'owner', over: 'party' }],
  audit: { none: 'own' },
});
