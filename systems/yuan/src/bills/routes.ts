import { defineRoute, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { holders, shared } from '../roles.ts';
import { fen, movementId, walletNumber } from '../schemas.ts';
import { type BillView, billSchema, type Receipt, receiptSchema } from './views.ts';

/** The number of a bill or receipt. */
export const twentyDigits: z.ZodType<string, string> = z
  .string()
  .regex(/^[0-9]{20}$/, 'Bills and receipts have numbers of 20 digits');
type ByNumber = { readonly number: string };
const byNumber = z.strictObject({ number: twentyDigits });

/** Bills of one's own, and the accounts at offices that one watches. */
export type OwnBills = { readonly accounts: readonly string[]; readonly items: readonly BillView[] };

/** `GET /bills`: a firm's own bills, or those of the accounts that a person watches. */
export const listBills: Route<{ replies: { 200: OwnBills } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/bills',
  summary: { en: 'My bills', zh: '我的账单' },
  responses: {
    200: z.strictObject({
      accounts: z.array(z.string()).readonly(),
      items: z.array(billSchema).readonly(),
    }),
  },
  errors: [],
  access: holders,
  audit: { none: 'own' },
});

/** `GET /bills/:number`: a bill, for whoever has its number. */
export const getBill: Route<{ params: ByNumber; replies: { 200: BillView } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/bills/:number',
  summary: { en: 'Look a bill up', zh: '查询账单' },
  params: byNumber,
  responses: { 200: billSchema },
  errors: ['bill.not_found'],
  access: holders,
  audit: { none: 'own' },
});

/** `PUT /payer-accounts/:account`: watch an account at an office, which one shows to be one's own by the number of one of its bills. */
export const putPayerAccount: Route<{
  params: { readonly account: string };
  body: { readonly bill: string };
  replies: { 200: OwnBills };
}> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/payer-accounts/:account',
  summary: { en: 'Watch an account at an office', zh: '关注缴费账户' },
  params: z.strictObject({ account: z.string().regex(/^[0-9A-Z]{4,30}$/) }),
  body: z.strictObject({ bill: twentyDigits }),
  responses: { 200: listBills.responses[200] },
  errors: ['bill.not_found'],
  access: holders,
  audit: 'payer_account.watch',
});

/** What pays a bill. */
export type NewBillPayment = { readonly id: string; readonly wallet: string; readonly amountMinor: bigint };

/** `POST /bills/:number/payment`: pay a bill, exactly and once. The same number again is the same payment. */
export const postBillPayment: Route<{
  params: ByNumber;
  body: NewBillPayment;
  replies: { 200: BillView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/bills/:number/payment',
  summary: { en: 'Pay a bill', zh: '缴纳账单' },
  params: byNumber,
  body: z.strictObject({ id: movementId, wallet: walletNumber, amountMinor: fen }),
  responses: { 200: billSchema },
  errors: [
    'bill.not_found',
    'bill.amount_differs',
    'bill.cancelled',
    'bill.paid',
    'yuan.no_such_wallet',
    'yuan.wallet_frozen',
    'yuan.insufficient_funds',
    'yuan.single_limit',
    'yuan.day_limit',
    'yuan.year_limit',
    'yuan.same_wallet',
    'yuan.wallet_closed',
    'yuan.other_movement',
    'yuan.refused_before',
  ],
  access: holders,
  audit: { none: 'own' },
});

/** `GET /receipts/:number`: what was paid, signed, for whoever has the number of the receipt. */
export const getReceipt: Route<{ params: ByNumber; replies: { 200: Receipt } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/receipts/:number',
  summary: { en: 'Verify a receipt', zh: '验证缴款凭证' },
  params: byNumber,
  responses: { 200: receiptSchema },
  errors: ['bill.no_receipt'],
  access: 'public',
  audit: { none: 'public' },
});
