import {
  bytesOf,
  dateSchema,
  defineRoute,
  emptyBody,
  type Page,
  type PageRequest,
  pageQuery,
  pageSchema,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { governors, holders, keepers, shared } from '../roles.ts';
import { fen, fenOrZero, movementId, walletNumber } from '../schemas.ts';
import type { NewBankAccount } from './accounts.ts';
import type { BankAccount } from './domain.ts';
import type { NewExchange } from './exchange.ts';
import type { ReportKind } from './statement.ts';
import type { Sweep } from './sweep.ts';
import {
  accountNumber,
  type BankAccountView,
  bankAccountSchema,
  type ExchangeView,
  exchangeSchema,
  type LinkedAccount,
  linkedSchema,
  sweepSchema,
} from './views.ts';

type ByNumber = { readonly number: string };
type ByAccount = ByNumber & { readonly account: string };
type ById = ByNumber & { readonly id: string };
type ByDay = ByNumber & { readonly day: string };
const byNumber = z.strictObject({ number: walletNumber });
const byAccount = z.strictObject({ number: walletNumber, account: accountNumber });
const byId = z.strictObject({ number: walletNumber, id: z.uuid() });
const byDay = z.strictObject({ number: walletNumber, day: dateSchema });
const own = { none: 'own' } as const;
const merchants = [
  { role: 'owner', over: 'party' },
  { role: 'bureau', over: 'party' },
] as const;

/** `POST /bank-accounts`: open an account at the simulated bank, with money on it to begin with. The same again changes nothing. */
export const postBankAccount: Route<{ body: NewBankAccount; replies: { 201: BankAccountView } }> =
  defineRoute({
    ...shared,
    method: 'POST',
    path: '/bank-accounts',
    summary: { en: 'Open a bank account (simulated)', zh: '开立银行账户（模拟）' },
    body: z.strictObject({ id: movementId, party: textSchema(60, 1), amountMinor: fenOrZero }),
    responses: { 201: bankAccountSchema },
    errors: ['yuan.other_movement'],
    access: governors,
    audit: 'yuan_bank_account.open',
    stepUp: true,
  });

/** `PUT /bank-accounts/:account/state`: close an account to payments, or open it again. */
export const putBankAccountState: Route<{
  params: { readonly account: string };
  body: Pick<BankAccount, 'state'>;
  replies: { 204: undefined };
}> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/bank-accounts/:account/state',
  summary: { en: 'Close or open a bank account (simulated)', zh: '销户或恢复银行账户（模拟）' },
  params: z.strictObject({ account: accountNumber }),
  body: z.strictObject({ state: z.enum(['open', 'closed']) }),
  responses: { 204: emptyBody() },
  errors: ['yuan.account_not_found'],
  access: governors,
  audit: 'yuan_bank_account.state',
  stepUp: true,
});

/** `GET /bank-accounts`: one's own accounts at the simulated bank. */
export const listBankAccounts: Route<{
  replies: { 200: { readonly items: readonly BankAccountView[] } };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/bank-accounts',
  summary: { en: 'My bank accounts (simulated)', zh: '我的银行账户（模拟）' },
  responses: { 200: z.strictObject({ items: z.array(bankAccountSchema).readonly() }) },
  errors: [],
  access: holders,
  audit: own,
});

/** `GET /wallets/:number/bank-accounts`: the accounts a wallet is linked with. */
export const listLinkedAccounts: Route<{
  params: ByNumber;
  replies: { 200: { readonly items: readonly LinkedAccount[] } };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/wallets/:number/bank-accounts',
  summary: { en: 'Bank accounts of a wallet', zh: '钱包绑定的银行账户' },
  params: byNumber,
  responses: { 200: z.strictObject({ items: z.array(linkedSchema).readonly() }) },
  errors: ['yuan.no_such_wallet'],
  access: holders,
  audit: own,
});

/** `PUT /wallets/:number/bank-accounts/:account`: link one of one's own accounts: the bank may then be asked for its money. */
export const putLinkedAccount: Route<{ params: ByAccount; replies: { 200: LinkedAccount } }> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/wallets/:number/bank-accounts/:account',
  summary: { en: 'Link a bank account', zh: '绑定银行账户' },
  params: byAccount,
  responses: { 200: linkedSchema },
  errors: ['yuan.no_such_wallet', 'yuan.account_not_found'],
  access: holders,
  audit: 'yuan_bank_link.add',
});

/** `DELETE /wallets/:number/bank-accounts/:account`: take the consent back. */
export const deleteLinkedAccount: Route<{ params: ByAccount; replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/wallets/:number/bank-accounts/:account',
  summary: { en: 'Unlink a bank account', zh: '解绑银行账户' },
  params: byAccount,
  responses: { 204: emptyBody() },
  errors: ['yuan.no_such_wallet'],
  access: holders,
  audit: 'yuan_bank_link.remove',
});

const newExchange: z.ZodType<NewExchange> = z.strictObject({
  id: movementId,
  amountMinor: fen,
  account: accountNumber,
});
const refusals = [
  'yuan.no_such_wallet',
  'yuan.account_not_linked',
  'yuan.wallet_frozen',
  'yuan.wallet_closed',
  'yuan.other_movement',
];

/** `POST /wallets/:number/top-ups`: ask the bank for money of a linked account. The same number again is the same top-up. */
export const postTopUp: Route<{ params: ByNumber; body: NewExchange; replies: { 202: ExchangeView } }> =
  defineRoute({
    ...shared,
    method: 'POST',
    path: '/wallets/:number/top-ups',
    summary: { en: 'Top up a wallet', zh: '钱包充值（兑出）' },
    params: byNumber,
    body: newExchange,
    responses: { 202: exchangeSchema },
    errors: refusals,
    access: holders,
    audit: 'yuan_exchange.top_up',
  });

/** `POST /wallets/:number/redemptions`: money of a wallet to a linked account. The same number again is the same redemption. */
export const postRedemption: Route<{
  params: ByNumber;
  body: NewExchange;
  replies: { 202: ExchangeView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/wallets/:number/redemptions',
  summary: { en: 'Redeem to the bank', zh: '提现到银行账户（兑回）' },
  params: byNumber,
  body: newExchange,
  responses: { 202: exchangeSchema },
  errors: [...refusals, 'yuan.insufficient_funds', 'yuan.account_not_used'],
  access: holders,
  audit: 'yuan_exchange.redeem',
});

/** Which exchanges of a wallet. */
export type ExchangeQuery = PageRequest & { readonly kind?: 'top_up' | 'redemption' | undefined };

/** `GET /wallets/:number/exchanges`: top-ups and redemptions, the latest first. */
export const listExchanges: Route<{
  params: ByNumber;
  query: ExchangeQuery;
  replies: { 200: Page<ExchangeView> };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/wallets/:number/exchanges',
  summary: { en: 'Top-ups and redemptions of a wallet', zh: '钱包充值与提现记录' },
  params: byNumber,
  query: z.strictObject({ ...pageQuery, kind: z.enum(['top_up', 'redemption']).optional() }),
  responses: { 200: pageSchema(exchangeSchema) },
  errors: ['yuan.no_such_wallet', 'page.bad_cursor'],
  access: keepers,
  audit: own,
});

/** `GET /wallets/:number/exchanges/:id`: how one of them stands. */
export const getExchange: Route<{ params: ById; replies: { 200: ExchangeView } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/wallets/:number/exchanges/:id',
  summary: { en: 'One top-up or redemption', zh: '查看一笔充值或提现' },
  params: byId,
  responses: { 200: exchangeSchema },
  errors: ['yuan.no_such_wallet', 'yuan.exchange_not_found'],
  access: keepers,
  audit: own,
});

type SweepBody = { readonly sweep: Sweep | null };
const sweepBody: z.ZodType<SweepBody> = z.strictObject({ sweep: sweepSchema.nullable() });

/** `GET /wallets/:number/sweep`: whether a merchant's money goes to its bank by itself, and when. */
export const getSweep: Route<{ params: ByNumber; replies: { 200: SweepBody } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/wallets/:number/sweep',
  summary: { en: 'Automatic settlement to the bank', zh: '自动归集到银行账户' },
  params: byNumber,
  responses: { 200: sweepBody },
  errors: ['yuan.no_such_wallet'],
  access: merchants,
  audit: own,
});

/** `PUT /wallets/:number/sweep`: have a merchant's money go to a linked account each day at an hour, or above an amount; or not any more. */
export const putSweep: Route<{ params: ByNumber; body: SweepBody; replies: { 200: SweepBody } }> =
  defineRoute({
    ...shared,
    method: 'PUT',
    path: '/wallets/:number/sweep',
    summary: { en: 'Set automatic settlement to the bank', zh: '设置自动归集' },
    params: byNumber,
    body: sweepBody,
    responses: { 200: sweepBody },
    errors: ['yuan.no_such_wallet', 'yuan.account_not_linked', 'yuan.not_a_merchant'],
    access: merchants,
    audit: 'yuan_sweep.set',
  });

/** What a day's report is asked by. */
export type ReportQuery = { readonly kind: ReportKind };
const reportQuery: z.ZodType<ReportQuery> = z.strictObject({ kind: z.enum(['camt.053', 'camt.054']) });

/** `GET /wallets/:number/statements/:day/xml`: a day as camt.053 or camt.054. */
export const getWalletXml: Route<{
  params: ByDay;
  query: ReportQuery;
  replies: { 200: Uint8Array };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/wallets/:number/statements/:day/xml',
  summary: { en: 'Statement of a day (ISO 20022)', zh: '钱包日对账单（ISO 20022）' },
  params: byDay,
  query: reportQuery,
  responses: { 200: bytesOf('application/xml') },
  errors: ['yuan.no_such_wallet'],
  access: holders,
  audit: own,
});

/** `GET /wallets/:number/statements/:day/csv`: the same as comma-separated values. */
export const getWalletCsv: Route<{ params: ByDay; replies: { 200: Uint8Array } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/wallets/:number/statements/:day/csv',
  summary: { en: 'Statement of a day (CSV)', zh: '钱包日对账单（CSV）' },
  params: byDay,
  responses: { 200: bytesOf('text/csv') },
  errors: ['yuan.no_such_wallet'],
  access: holders,
  audit: own,
});
