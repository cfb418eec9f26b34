import {
  type Bilingual,
  dateSchema,
  defineRoute,
  instantSchema,
  type Page,
  type PageRequest,
  pageQuery,
  pageSchema,
  queryInteger,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { governors, holders, keepers, shared } from '../roles.ts';
import { fen, fenOrZero, line, movementId, nameSchema, walletNumber } from '../schemas.ts';
import { type Category, categories, type Merchant, type Operator } from './domain.ts';
import {
  type Allowance,
  allowanceSchema,
  type Entry,
  entryKinds,
  entrySchema,
  type MonthSums,
  type MovementView,
  merchantSchema,
  monthSchema,
  movementSchema,
  operatorSchema,
  type Scheme,
  schemeSchema,
  type Takings,
  takingsSchema,
  type WalletView,
  walletSchema,
} from './views.ts';

type ByNumber = { readonly number: string };
const byNumber = z.strictObject({ number: walletNumber });

/** `GET /yuan`: the scheme: who opens wallets, and what wallets of each tier may do over time. */
export const getScheme: Route<{ replies: { 200: Scheme } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/yuan',
  summary: { en: 'The scheme of the digital yuan', zh: '数字人民币（模拟）运行规则' },
  responses: { 200: schemeSchema },
  errors: [],
  access: 'public',
  audit: { none: 'public' },
});

/** Who opens wallets, and whose people work there. */
export type NewOperator = { readonly name: Bilingual; readonly party: string };

/** `PUT /yuan/operators/:code`: admit a bank that opens wallets. The same again changes nothing. */
export const putOperator: Route<{
  params: { readonly code: string };
  body: NewOperator;
  replies: { 200: Operator };
}> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/yuan/operators/:code',
  summary: { en: 'Admit an operator of wallets', zh: '准入运营机构' },
  params: z.strictObject({ code: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/) }),
  body: z.strictObject({ name: nameSchema, party: textSchema(60, 1) }),
  responses: { 200: operatorSchema },
  errors: ['yuan.operator_differs'],
  access: governors,
  audit: 'yuan_operator.admit',
  stepUp: true,
});

/** `POST /yuan/operators/:code/issues`: the central bank issues digital yuan to an operator, against its reserves. */
export const postIssue: Route<{
  params: { readonly code: string };
  body: { readonly id: string; readonly amountMinor: bigint };
  replies: { 200: { readonly id: string } };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/yuan/operators/:code/issues',
  summary: { en: 'Issue digital yuan to an operator', zh: '向运营机构发行数字人民币' },
  params: z.strictObject({ code: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/) }),
  body: z.strictObject({ id: movementId, amountMinor: fen }),
  responses: { 200: z.strictObject({ id: z.string() }) },
  errors: ['yuan.operator_not_found', 'yuan.other_movement'],
  access: governors,
  audit: 'yuan.issue',
  stepUp: true,
});

/** `GET /wallets`: one's own wallets. */
export const listWallets: Route<{ replies: { 200: { readonly items: readonly WalletView[] } } }> =
  defineRoute({
    ...shared,
    method: 'GET',
    path: '/wallets',
    summary: { en: 'My wallets', zh: '我的钱包' },
    responses: { 200: z.strictObject({ items: z.array(walletSchema).readonly() }) },
    errors: [],
    access: keepers,
    audit: { none: 'own' },
  });

/** What a wallet is opened with. */
export type NewWallet = {
  /** The same number again is the same wallet. */
  readonly id: string;
  readonly operator: string;
  readonly label: string;
  /** A sub-wallet belongs to another of one's own, whose limits it uses up too. */
  readonly parent: string | null;
  /** A sub-wallet's own limits, in fen. */
  readonly singleMinor: bigint | null;
  readonly dayMinor: bigint | null;
};

/** `POST /wallets`: open a wallet at an operator; a person's begins at tier 4. The same again changes nothing. */
export const postWallet: Route<{ body: NewWallet; replies: { 201: WalletView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/wallets',
  summary: { en: 'Open a wallet', zh: '开立钱包' },
  body: z.strictObject({
    id: movementId,
    operator: z.string().max(40),
    label: line,
    parent: walletNumber.nullable(),
    singleMinor: fen.nullable(),
    dayMinor: fen.nullable(),
  }),
  responses: { 201: walletSchema },
  errors: [
    'yuan.wallet_frozen',
    'yuan.operator_not_found',
    'yuan.no_such_wallet',
    'yuan.too_many_wallets',
    'yuan.other_movement',
  ],
  access: holders,
  audit: 'yuan_wallet.open',
});

/** `GET /wallets/:number`: one of one's own wallets. */
export const getWallet: Route<{ params: ByNumber; replies: { 200: WalletView } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/wallets/:number',
  summary: { en: 'One of my wallets', zh: '查看钱包' },
  params: byNumber,
  responses: { 200: walletSchema },
  errors: ['yuan.no_such_wallet'],
  access: keepers,
  audit: { none: 'own' },
});

/** What of a statement is asked for: kind, direction, amounts in fen, a time. */
export type EntriesAsked = PageRequest & {
  readonly kind?: Entry['kind'] | undefined;
  readonly direction?: Entry['direction'] | undefined;
  readonly leastMinor?: bigint | undefined;
  readonly mostMinor?: bigint | undefined;
  readonly from?: number | undefined;
  readonly until?: number | undefined;
};

/** `GET /wallets/:number/entries`: what came and went, the latest first. A search among very many may give a short page that goes on. */
export const listWalletEntries: Route<{
  params: ByNumber;
  query: EntriesAsked;
  replies: { 200: Page<Entry> };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/wallets/:number/entries',
  summary: { en: 'Statement of a wallet', zh: '钱包收支明细' },
  params: byNumber,
  query: z.strictObject({
    ...pageQuery,
    kind: z.enum(entryKinds).optional(),
    direction: z.enum(['in', 'out']).optional(),
    leastMinor: fenOrZero.optional(),
    mostMinor: fenOrZero.optional(),
    from: instantSchema.optional(),
    until: instantSchema.optional(),
  }),
  responses: { 200: pageSchema(entrySchema) },
  errors: ['yuan.no_such_wallet', 'page.bad_cursor'],
  access: keepers,
  audit: { none: 'own' },
});

/** `GET /wallets/:number/entries/:movement`: one movement as the wallet's holder sees it. */
export const getWalletEntry: Route<{
  params: ByNumber & { readonly movement: string };
  replies: { 200: MovementView };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/wallets/:number/entries/:movement',
  summary: { en: 'One movement of a wallet', zh: '查看一笔收支' },
  params: byNumber.extend({ movement: z.uuid() }),
  responses: { 200: movementSchema },
  errors: ['yuan.no_such_wallet', 'yuan.no_such_movement'],
  access: keepers,
  audit: { none: 'own' },
});

/** `GET /wallets/:number/allowances`: what is used up of the limits of a wallet and of those it belongs to. */
export const listAllowances: Route<{
  params: ByNumber;
  replies: { 200: { readonly items: readonly Allowance[] } };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/wallets/:number/allowances',
  summary: { en: 'What a wallet may still pay', zh: '钱包剩余支付额度' },
  params: byNumber,
  responses: { 200: z.strictObject({ items: z.array(allowanceSchema).readonly() }) },
  errors: ['yuan.no_such_wallet'],
  access: keepers,
  audit: { none: 'own' },
});

/** `GET /wallets/:number/months`: what came in and went out in the last months, the earliest first. */
export const listMonths: Route<{
  params: ByNumber;
  query: { readonly count?: number | undefined };
  replies: { 200: { readonly months: readonly MonthSums[]; readonly isWhole: boolean } };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/wallets/:number/months',
  summary: { en: 'A wallet by months', zh: '钱包按月收支' },
  params: byNumber,
  query: z.strictObject({ count: queryInteger(1, 24).optional() }),
  responses: { 200: z.strictObject({ months: z.array(monthSchema).readonly(), isWhole: z.boolean() }) },
  errors: ['yuan.no_such_wallet'],
  access: keepers,
  audit: { none: 'own' },
});

/** `GET /wallets/:number/takings`: what a till took and gave back on a day, by the hour; today's where no day is named. */
export const getTakings: Route<{
  params: ByNumber;
  query: { readonly day?: string | undefined };
  replies: { 200: Takings };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/wallets/:number/takings',
  summary: { en: 'A day of a till', zh: '收银台当日收款' },
  params: byNumber,
  query: z.strictObject({ day: dateSchema.optional() }),
  responses: { 200: takingsSchema },
  errors: ['yuan.no_such_wallet'],
  access: keepers,
  audit: { none: 'own' },
});

/** What a merchant says of itself. */
export type NewMerchant = { readonly name: Bilingual; readonly category: Category };

/** `PUT /wallets/:number/merchant`: take payments as a merchant into a firm's wallet. */
export const putMerchant: Route<{
  params: ByNumber;
  body: NewMerchant;
  replies: { 200: Merchant };
}> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/wallets/:number/merchant',
  summary: { en: 'Take payments as a merchant', zh: '开通商户收款' },
  params: byNumber,
  body: z.strictObject({ name: nameSchema, category: z.enum(categories) }),
  responses: { 200: merchantSchema },
  errors: ['yuan.no_such_wallet', 'yuan.not_a_merchant'],
  access: [
    { role: 'owner', over: 'party' },
    { role: 'bureau', over: 'party' },
  ],
  audit: 'yuan_merchant.open',
});
